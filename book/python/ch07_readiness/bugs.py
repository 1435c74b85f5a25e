"""A piece of the source texts about publish and subscribe, cut to what
matters, with a stand-in for the client: it answers at once, as that does."""

import asyncio
import socket


class Channel:
    def __init__(self, end):
        self.end, self.in_vain = end, 0
        end.setblocking(False)

    async def get_message(self):
        await asyncio.sleep(0)
        try:
            return self.end.recv(64).decode()
        except BlockingIOError:
            self.in_vain += 1
            return None


# ANCHOR: bugs
async def reader(channel):
    while True:
        message = await channel.get_message()
        if message is not None:
            print("reader:", message)
            if message == "STOP":
                break
# ANCHOR_END: bugs


async def main():
    ours, theirs = socket.socketpair()
    channel = Channel(theirs)
    task = asyncio.create_task(reader(channel))
    for _ in range(1000):
        await asyncio.sleep(0)
    ours.send(b"STOP")
    await task
    print("asked in vain:", channel.in_vain, "times in 1000 turns")
    ours.close()
    theirs.close()


asyncio.run(main())
