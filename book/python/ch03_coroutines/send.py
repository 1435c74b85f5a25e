"""Coroutines run by hand: `send(None)` is a poll."""

import asyncio


# ANCHOR: send
async def ready():
    return 5


async def total(pauses):
    price = await ready()
    for _ in range(pauses):
        await asyncio.sleep(0)
    return 3 * price


def poll(coroutine):
    try:
        coroutine.send(None)
        return "Pending"
    except StopIteration as end:
        return f"Ready({end.value})"


print("no pause: ", poll(total(0)))
coroutine = total(1)
print("one pause:", poll(coroutine), poll(coroutine))
# ANCHOR_END: send
