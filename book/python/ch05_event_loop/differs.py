"""Two places in which asyncio's loop answers otherwise than ours."""

import asyncio

# ANCHOR: differs
loop = asyncio.new_event_loop()
due = loop.time() + 0.01
for name in "abcde":
    loop.call_at(due, print, name)
handle = loop.call_at(due + 0.01, loop.stop)
loop.run_forever()

handle.cancel()
print("stopped; cancelled:", handle.cancelled())
# ANCHOR_END: differs
loop.close()
