"""A future that nobody will complete, and a look at who waits for it."""

import asyncio


# ANCHOR: nobody
async def reader():
    future = asyncio.get_running_loop().create_future()
    print("reader: waits")
    print("reader: has", await future)


async def main():
    task = asyncio.create_task(reader())
    done, pending = await asyncio.wait([task], timeout=0.1)
    print("after 0.1 s:", len(done), "done,", len(pending), "pending")
    task.cancel()
# ANCHOR_END: nobody


asyncio.run(main())
