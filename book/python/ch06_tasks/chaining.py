"""Started early and awaited late; then started where it is awaited."""

import asyncio
import time

TICK = 0.2  # Long enough that a whole number of them can be told.
start = time.monotonic()


def say(what):
    print(f"{round((time.monotonic() - start) / TICK)}: {what}")


# ANCHOR: chaining
async def world():
    say("world begins")
    await asyncio.sleep(2 * TICK)
    return "world"


async def early():
    task = asyncio.ensure_future(world())
    await asyncio.sleep(TICK)
    say("hello")
    say(await task)


async def late():
    coroutine = world()
    await asyncio.sleep(TICK)
    say("hello")
    say(await coroutine)
# ANCHOR_END: chaining


async def both():
    await early()
    say("and now without a task")
    await late()


asyncio.run(both())
