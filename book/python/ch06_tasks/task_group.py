"""A group: all of its tasks are over when it is."""

import asyncio

SECOND = 0.05  # The order counts, not the time.


# ANCHOR: group
async def fetch(host, seconds):
    try:
        await asyncio.sleep(seconds * SECOND)
        if host == "broken":
            raise OSError(f"{host} doesn't answer")
    finally:
        print(f"{host}: ends")


async def caller(hosts):
    try:
        async with asyncio.TaskGroup() as group:
            for seconds, host in enumerate(hosts, start=1):
                group.create_task(fetch(host, seconds))
            print(f"body: {len(hosts)} are spawned")
        print("caller: has them all")
    except* OSError as errors:
        for error in errors.exceptions:
            print(f"caller: {error}")
# ANCHOR_END: group


async def both():
    await caller(["host1", "host2", "host3"])
    await caller(["host1", "broken", "host3"])


asyncio.run(both())
