"""A future: made empty, waited for, given its result by somebody else."""

import asyncio


# ANCHOR: future
async def reader(future):
    print("reader: waits")
    print("reader: has", await future)


async def main():
    future = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(reader(future))
    await asyncio.sleep(0)
    print("writer: sets 666")
    future.set_result(666)
    print("writer: goes on")
    await task
    print("again:", await future, await future)
    try:
        future.set_result(7)
    except asyncio.InvalidStateError as error:
        print("set again:", error)
# ANCHOR_END: future


asyncio.run(main())
