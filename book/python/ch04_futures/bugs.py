"""Two pieces of the source texts about futures, cut to what matters."""

import asyncio
import inspect
import types

requests = types.SimpleNamespace(get=len)


# ANCHOR: bugs
async def download(url):
    loop = asyncio.get_event_loop()
    feautre = loop.run_in_executor(None, request.get, url)
    response = await future
    print(response)


async def executor():
    loop = asyncio.get_running_loop()
    answer = loop.run_in_executor(None, requests.get, "host1")
    print("a coroutine:", inspect.iscoroutine(answer))
    print("a future:", asyncio.isfuture(answer))
    await answer
# ANCHOR_END: bugs


def attempt(coroutine):
    try:
        asyncio.run(coroutine)
    except NameError as error:
        print("NameError:", error)


attempt(download("host1"))
request = requests
attempt(download("host1"))
attempt(executor())
