"""The workloads on CPython's loops: loops.py asyncio|uvloop|rloop WORK.

It prints the same lines as the Rust side, and is run by it. Numbers of
operations are a tenth of that side's: a figure is for one operation.
"""

import asyncio
import gc
import importlib
import platform
import random
import sys
import time

N = 100_000


def timed(n, work):
    async def measured():
        start = time.process_time_ns()
        await work(n)
        return {"ns": (time.process_time_ns() - start) / n}

    return measured()


async def trivial(i):
    return i


def spawn_and_join(at_once):
    async def work(n):
        for _ in range(n // at_once):
            tasks = [asyncio.create_task(trivial(i)) for i in range(at_once)]
            for task in tasks:
                await task

    return work


async def yields(n):
    async def give_way():
        for _ in range(n // 100):
            await asyncio.sleep(0)

    for task in [asyncio.create_task(give_way()) for _ in range(100)]:
        await task


async def hand_over(n):
    queue = asyncio.Queue(128)

    async def produce():
        for i in range(n):
            await queue.put(i)

    producer = asyncio.create_task(produce())
    for _ in range(n):
        await queue.get()
    await producer


async def sleeps(n):
    dice = random.Random(7)
    now = time.perf_counter

    async def one(delay):
        due = now() + delay
        await asyncio.sleep(delay)
        return now() - due

    gc.collect()
    start, busy = now(), time.process_time_ns()
    tasks = [asyncio.create_task(one(dice.random() / 10)) for _ in range(n)]
    late = sorted([await task for task in tasks])
    return {
        "total": (now() - start) * 1e3,
        "late": late[n // 2] * 1e6,
        "latest": late[n * 99 // 100] * 1e6,
        "ns": (time.process_time_ns() - busy) / n,
    }


def in_memory():
    """Bytes of this process that are in memory now; without Linux, unknown."""
    try:
        with open("/proc/self/status") as status:
            line = next(line for line in status if line.startswith("VmRSS:"))
    except OSError:
        return float("nan")
    return int(line.split()[1]) * 1024


async def sleepers(n):
    gc.collect()
    before = in_memory()
    tasks = [asyncio.create_task(asyncio.sleep(60)) for _ in range(n)]
    await asyncio.sleep(0.5)
    grown = in_memory() - before
    for task in tasks:
        task.cancel()
    return {"memory": grown / n}


async def echo_by_streams():
    async def answer(reader, writer):
        while data := await reader.read(4096):
            writer.write(data)
            await writer.drain()
        writer.close()

    await serve(await asyncio.start_server(answer, "127.0.0.1", 0))


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.transport.write(data)


async def echo_by_protocols():
    running = asyncio.get_running_loop()
    await serve(await running.create_server(Echo, "127.0.0.1", 0))


async def serve(server):
    """Tells its port, and answers until it is ended from outside."""
    port = server.sockets[0].getsockname()[1]
    print(f"port={port}", flush=True)
    await server.serve_forever()


def count(n):
    for i in range(n):
        yield i


async def steps():
    n = 20 * N
    start = time.process_time_ns()
    for _ in count(n):
        pass
    return {"ns": (time.process_time_ns() - start) / n}


WORKS = {
    "spawn": lambda: timed(N, spawn_and_join(N)),
    "thousands": lambda: timed(N, spawn_and_join(1000)),
    "yields": lambda: timed(N, yields),
    "channel": lambda: timed(N, hand_over),
    "sleeps": lambda: sleeps(N),
    "memory": lambda: sleepers(N),
    "echo": echo_by_streams,
    "echo_protocols": echo_by_protocols,
    "generator": steps,
}


# Written in C over libuv, and in Rust over mio.
THIRD_PARTY = ["uvloop", "rloop"]


def factory(name):
    if name == "asyncio":
        return asyncio.new_event_loop
    return importlib.import_module(name).new_event_loop


def versions():
    print(f"asyncio=CPython {platform.python_version()}")
    for name in THIRD_PARTY:
        try:
            version = importlib.import_module(name).__version__
        except ImportError:
            continue
        print(f"{name}={name} {version}")


def main(name, work=None):
    if name == "versions":
        return versions()
    # ANCHOR: runner
    with asyncio.Runner(loop_factory=factory(name)) as runner:
        figures = runner.run(WORKS[work]())
    # ANCHOR_END: runner
    for figure, value in figures.items():
        print(f"{figure}={value}")


if __name__ == "__main__":
    main(*sys.argv[1:])
