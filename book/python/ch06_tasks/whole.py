"""Tasks, callbacks, timers and a failure: all that a loop has, in one run."""

import asyncio

STEP = 0.05


async def count(name):
    for n in range(2):
        print(name, n)
        await asyncio.sleep(0)
    return name


async def fail():
    await asyncio.sleep(STEP)
    print("about to fail")
    raise ValueError("on purpose")


async def oversleep():
    await asyncio.sleep(3 * STEP)
    print("the sleeper is up")
    return "late"


async def main():
    loop = asyncio.get_running_loop()
    bad = asyncio.create_task(fail())
    late = asyncio.create_task(oversleep())
    loop.call_soon(print, "a callback between tasks")
    counters = [asyncio.create_task(count(name)) for name in "ab"]
    loop.call_later(0, print, "a timer, due at once")
    loop.call_later(2 * STEP, print, "a timer")
    called_off = loop.call_later(STEP, print, "never")
    loop.call_soon(called_off.cancel)
    print("main waits")
    for counter in counters:
        print("joined", await counter)
    try:
        await bad
    except ValueError as error:
        print("failed", error)
    print("joined", await late)
    loop.call_soon(print, "a callback at the end")
    await asyncio.sleep(0)
    print("main ends")


asyncio.run(main())
