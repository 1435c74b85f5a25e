"""One queue for all who are ready: callbacks and the steps of tasks."""

import asyncio


# ANCHOR: call_soon
def greedy(n):
    """Schedules itself again and again."""
    print("greedy", n)
    if n < 3:
        loop.call_soon(greedy, n + 1)
    else:
        loop.stop()


async def counter():
    """Gives way after each step."""
    for n in range(1, 4):
        print("counter", n)
        await asyncio.sleep(0)


def once():
    print("once")


loop = asyncio.new_event_loop()
loop.call_soon(greedy, 1)
task = loop.create_task(counter())
loop.call_soon(once)
loop.run_forever()
# ANCHOR_END: call_soon
# One more turn, so that the task ends before its loop does.
loop.run_until_complete(task)
loop.close()
