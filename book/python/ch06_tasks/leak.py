"""A task that nobody holds, and an error that nobody asks for."""

import asyncio
import gc


# ANCHOR: leak
async def lonely():
    try:
        await asyncio.get_running_loop().create_future()
    finally:
        print("lonely: ends here")


async def parse(text):
    return int(text)


async def caller():
    asyncio.create_task(lonely())
    asyncio.create_task(parse("six"))
    await asyncio.sleep(0)
    print("caller: has let the others run")
    gc.collect()
    print("caller: goes on")
# ANCHOR_END: leak


def report(_, context):
    print("reported:", context["message"])


async def main():
    asyncio.get_running_loop().set_exception_handler(report)
    await caller()


asyncio.run(main())
