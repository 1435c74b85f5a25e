"""Who is done, and who is pending? A wait for the first of many tasks."""

import asyncio
import math

SECOND = 0.05  # The order counts, not the time.


# ANCHOR: wait
async def factorial(number):
    await asyncio.sleep(number * SECOND)
    return math.factorial(number)


async def caller():
    pending = {asyncio.create_task(factorial(n)) for n in (4, 2, 3)}
    while pending:
        done, pending = await asyncio.wait(
            pending, return_when=asyncio.FIRST_COMPLETED
        )
        for task in done:
            print(f"done: {await task}, pending: {len(pending)}")
# ANCHOR_END: wait


asyncio.run(caller())
