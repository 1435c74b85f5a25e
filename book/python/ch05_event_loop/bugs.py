"""Two pieces of the source texts about the loop, cut to what matters."""

import asyncio
import warnings

# Warnings go where the output goes.
warnings.showwarning = lambda message, kind, *_: print(f"{kind.__name__}: {message}")
loop = asyncio.new_event_loop()


# ANCHOR: bugs
def hello_world(loop):
    print("Hello World")
    loop.stop()


def first():
    handle = loop.call_soon(hello_world, loop)
    handle.cancel()
    loop.run_forever()


async def greet():
    print("greet")


def second():
    loop.call_soon(greet)
    loop.call_soon(loop.stop)
    loop.run_forever()
# ANCHOR_END: bugs


def give_up():
    print("1. half a second later it still runs")
    loop.stop()


alarm = loop.call_later(0.5, give_up)
first()
print("2. returns")
second()
loop.close()
