"""A handle calls a callback off, as long as it has not run."""

import asyncio


# ANCHOR: handle
class Letter:
    def __del__(self):
        print("the letter is gone")


def send(letter):
    print("send")


def call_off(handles):
    print("call off")
    for handle in handles:
        handle.cancel()
        handle.cancel()
    loop.stop()


loop = asyncio.new_event_loop()
greet = loop.call_soon(print, "greet")
part = loop.call_later(0, print, "part")
later = loop.call_later(3600, send, Letter())
loop.call_soon(call_off, [greet, part, later])
loop.run_forever()
print("stopped")
# ANCHOR_END: handle
loop.close()
