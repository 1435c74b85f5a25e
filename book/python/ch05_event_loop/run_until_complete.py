"""A run for one coroutine's sake, and what becomes of the others."""

import asyncio
import itertools


# ANCHOR: run
async def ticker():
    try:
        for n in itertools.count(1):
            print("ticker:", n)
            await asyncio.sleep(0)
    finally:
        print("ticker: gone")


async def visit():
    global task
    task = asyncio.create_task(ticker())
    await asyncio.sleep(0)
    print("visit: ends")
    return 7


async def visit_again():
    print("visit again: ends")
    return 8


with asyncio.Runner() as runner:
    loop = runner.get_loop()
    print("main:", loop.run_until_complete(visit()))
    print("main:", loop.run_until_complete(visit_again()))
print("main: closed")
# ANCHOR_END: run
