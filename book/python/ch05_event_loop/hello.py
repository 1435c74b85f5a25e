"""Three callbacks, and a loop that runs them until somebody says stop."""

import asyncio


def hello():
    print("hello")
    loop.call_soon(again)


def again():
    print("again")


def stop():
    print("stop")
    loop.stop()


def world():
    print("world")


# ANCHOR: main
loop = asyncio.new_event_loop()
loop.call_soon(hello)
loop.call_soon(stop)
loop.call_soon(world)
print("main: runs the loop")
loop.run_forever()
print("main: closes it")
loop.close()
# ANCHOR_END: main
