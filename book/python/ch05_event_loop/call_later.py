"""Callbacks that are due later, in the order of their deadlines."""

import asyncio

STEP = 0.1  # seconds


def say(what):
    now = round((loop.time() - start) / STEP)
    print(f"at {now}: {what}")


def sleep():
    say("sleep")
    loop.stop()


# ANCHOR: main
loop = asyncio.new_event_loop()
start = loop.time()
loop.call_later(5 * STEP, sleep)
loop.call_at(start + 3 * STEP, say, "eat")
loop.call_at(start + 2 * STEP, say, "hunt")
loop.call_later(0, say, "stretch")
loop.call_soon(say, "yawn")
loop.run_forever()
loop.close()
# ANCHOR_END: main
