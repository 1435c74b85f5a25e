"""Two calls of an async function: one result run twice, one forgotten."""

import asyncio
import warnings

# Warnings go where the output goes.
warnings.showwarning = lambda message, kind, *_: print(f"{kind.__name__}: {message}")


# ANCHOR: ping
async def ping(host):
    print("ping", host)
    return len(host)


answer = ping("host1")
print("called:", type(ping).__name__, type(answer).__name__)
print("run:", asyncio.run(answer))
try:
    asyncio.run(answer)
except RuntimeError as error:
    print("run again:", error)
ping("host2")
print("end")
# ANCHOR_END: ping
