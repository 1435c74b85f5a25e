"""A callback from another thread, made into a future."""

import asyncio
import threading


# ANCHOR: bridge
def triple_then(number, call_back):
    """A library's: calls back from a thread of its own."""
    work = lambda: call_back(3 * number)
    threading.Thread(target=work, name="library").start()


async def triple(number):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def call_back(answer):
        print("library: calls back on", threading.current_thread().name)
        loop.call_soon_threadsafe(future.set_result, answer)

    triple_then(number, call_back)
    return await future


async def main():
    print("asker:", await triple(5), "on", threading.current_thread().name)
# ANCHOR_END: bridge


asyncio.run(main())
