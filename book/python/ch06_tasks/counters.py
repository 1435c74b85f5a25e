"""Four counters, each of which gives way after every step."""

import asyncio


# ANCHOR: counters
async def counter(name, n_steps):
    for step in range(n_steps):
        print(f"{name}: {step}")
        await asyncio.sleep(0)


async def count(n_steps):
    tasks = [
        asyncio.create_task(counter(f"task{n}", n_steps)) for n in range(4)
    ]
    print("all are spawned")
    for task in tasks:
        await task
# ANCHOR_END: counters


asyncio.run(count(3))
