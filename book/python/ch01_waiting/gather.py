"""The same gather, given waits and given computations."""

import asyncio


async def wait(name, n):
    print(name, end=" ")
    await asyncio.sleep(n / 100)
    print(name.upper(), end=" ")


async def compute(name, n):
    print(name, end=" ")
    sum(range(n * 100_000))
    print(name.upper(), end=" ")


async def main(work):
    await asyncio.gather(work("a", 3), work("b", 1), work("c", 2))
    print(work.__name__)


asyncio.run(main(wait))
asyncio.run(main(compute))
