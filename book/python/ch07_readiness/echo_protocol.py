"""An echo server by callbacks: a transport carries, a protocol is told."""

import asyncio


# ANCHOR: protocol
class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        print("server: connection made")
        self.transport = transport

    def data_received(self, data):
        print(f"server: received {data.decode()!r}")
        self.transport.write(data)

    def eof_received(self):
        print("server: end of input")
        self.transport.write(b"bye")

    def pause_writing(self):
        self.transport.pause_reading()

    def resume_writing(self):
        self.transport.resume_reading()

    def connection_lost(self, error):
        print(f"server: connection lost, error: {error}")
# ANCHOR_END: protocol


async def client():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Echo, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"hello, ")
    writer.write(b"hello")
    print(f"client: heard {(await reader.read(64)).decode()!r}")
    writer.write_eof()
    while data := await reader.read(64):
        print(f"client: heard {data.decode()!r}")
    print("client: heard ''")
    writer.close()
    await writer.wait_closed()
    server.close()


asyncio.run(client())
