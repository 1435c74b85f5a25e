"""Five pieces of the source texts, cut to what matters and run."""

import asyncio

loop = asyncio.new_event_loop()
task1, task2 = loop.create_future(), loop.create_future()
names = {"asyncio": asyncio, "loop": loop, "task1": task1, "task2": task2}


def attempt(number, text):
    try:
        exec(text, names)
    except Exception as error:
        told = error.msg if isinstance(error, SyntaxError) else error
        print(f"{number}. {type(error).__name__}: {told}")


# ANCHOR: bugs
attempt(1, """
async def cotask():
    yield from asyncio.sleep(1)
""")
attempt(2, """
@asyncio.coroutine
def load_file(path):
    pass
""")
attempt(3, """
loop.run_until_complete([task1, task2])
""")
attempt(4, """
async def others()
    await asyncio.sleep(1)
""")
attempt(5, """
async def others():
    await async.sleep(1)
""")
# ANCHOR_END: bugs
loop.close()
