"""Four programs whose lines come in the order that the loop gives them."""

import asyncio

STEP = 0.05


async def chaining():
    async def world():
        await asyncio.sleep(3 * STEP)
        print("world is there")
        return "world"

    task = asyncio.create_task(world())
    await asyncio.sleep(2 * STEP)
    print("hello")
    await asyncio.sleep(2 * STEP)
    print("hello again")
    print("who is it?", await task)


async def counters():
    async def count(name):
        for n in range(3):
            print(name, n)
            await asyncio.sleep(0)

    tasks = [asyncio.create_task(count(name)) for name in "abc"]
    for task in tasks:
        await task
    print("all have counted")


async def factorials():
    async def factorial(name, n):
        product = 1
        for factor in range(2, n + 1):
            print(f"{name}: {product} times {factor}")
            await asyncio.sleep(STEP)
            product *= factor
        print(f"{name}: {n}! is {product}")
        return product

    print(*await asyncio.gather(*map(factorial, "abcd", [4, 4, 2, 4])))


async def callbacks():
    loop = asyncio.get_running_loop()
    answer = loop.create_future()

    def nest():
        print("soon 2")
        loop.call_soon(print, "soon 3, from soon 2")

    async def wait(name):
        print(name, await answer)

    loop.call_later(0, print, "later 0")
    loop.call_soon(print, "soon 1")
    loop.call_soon(nest)
    loop.call_soon(print, "never").cancel()
    loop.call_later(2 * STEP, print, "later 2")
    loop.call_later(STEP, print, "later 1")
    loop.call_later(STEP, print, "nor this").cancel()
    loop.call_later(3 * STEP, answer.set_result, 42)
    tasks = [asyncio.create_task(wait(name)) for name in "xy"]
    print("main", await answer)
    print("main again", await answer)
    for task in tasks:
        await task


for program in [chaining, counters, factorials, callbacks]:
    print("--", program.__name__)
    asyncio.run(program())
