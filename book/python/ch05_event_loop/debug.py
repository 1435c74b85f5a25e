"""Debug mode: asyncio reports a callback that keeps the loop too long."""

import asyncio
import logging
import re
import sys
import time


# The time is another one at each run, and the paths are those of one machine.
class WithoutNumbers(logging.Formatter):
    def format(self, record):
        text = re.sub(r"at /\S+/", "at ", super().format(record))
        return re.sub(r"[\d.]+ seconds", "some seconds", text)


handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(WithoutNumbers("debug: %(message)s"))
logging.getLogger("asyncio").addHandler(handler)


# ANCHOR: debug
def quick():
    print("quick")


def slow():
    began = time.monotonic()
    while time.monotonic() < began + 0.2:
        pass
    print("slow")


async def main():
    loop = asyncio.get_running_loop()
    loop.slow_callback_duration = 0.1  # as it is if nobody says otherwise
    loop.call_soon(quick)
    loop.call_soon(slow)
    await asyncio.sleep(0)


asyncio.run(main(), debug=True)
# ANCHOR_END: debug
