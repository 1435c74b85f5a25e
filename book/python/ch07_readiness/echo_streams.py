"""The same echo server by streams: a task for each connection."""

import asyncio


# ANCHOR: server
async def echo(reader, writer):
    print("server: connection made")
    while data := await reader.read(16 * 1024):
        print(f"server: received {data.decode()!r}")
        writer.write(data)
        await writer.drain()
    print("server: end of input")
    writer.write(b"bye")
    writer.close()
    await writer.wait_closed()
    print("server: connection lost")
# ANCHOR_END: server


async def client():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
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
