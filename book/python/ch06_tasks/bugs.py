"""Two pieces of a source text about tasks, cut to what matters."""

import asyncio
import warnings


# ANCHOR: bugs
async def counter(name):
    print(f"{name}: 0")
    await asyncio.sleep(0)


def run_two():
    asyncio.run(asyncio.wait([counter("a"), counter("b")]))


async def main():
    tasks = [asyncio.create_task(counter(f"task{n}")) for n in range(2)]
    while True:
        tasks = [t for t in tasks if not t.done()]
        if len(tasks) == 0:
            return
        await tasks[0]
    done, pending = await asyncio.wait(tasks, timeout=None)
    print("done:", len(done))
# ANCHOR_END: bugs


warnings.showwarning = lambda message, *_: print("warning:", message)
warnings.simplefilter("always")
try:
    run_two()
except TypeError as error:
    print("TypeError:", error)
asyncio.run(main())
