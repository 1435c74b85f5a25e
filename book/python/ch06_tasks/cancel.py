"""A task that is cancelled ends when it pleases, or not at all."""

import asyncio


# ANCHOR: cancel
async def polite():
    try:
        await asyncio.sleep(1000)
    finally:
        print("polite: gives the lock back")
        await asyncio.sleep(0)
        print("polite: and could even wait for that")


async def stubborn():
    try:
        await asyncio.sleep(1000)
    except asyncio.CancelledError:
        print("stubborn: no")
    return "went on"


async def caller():
    tasks = [asyncio.create_task(polite()), asyncio.create_task(stubborn())]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    print("caller: cancels; over:", [task.done() for task in tasks])
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        print("caller:", repr(outcome))
# ANCHOR_END: cancel


asyncio.run(caller())
