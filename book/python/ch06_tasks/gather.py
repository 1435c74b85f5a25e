"""Three factorials that wait for each other's sleep, and their results."""

import asyncio

SECOND = 0.05  # The order counts, not the time.


# ANCHOR: gather
async def factorial(name, number):
    product = 1
    for factor in range(2, number + 1):
        print(f"{name}: {product} times {factor}")
        await asyncio.sleep(SECOND)
        product *= factor
    print(f"{name}: ends with {product}")
    return product


async def caller():
    jobs = [factorial("C", 4), factorial("A", 2), factorial("B", 3)]
    print("nothing has begun")
    print(await asyncio.gather(*jobs))
# ANCHOR_END: gather


asyncio.run(caller())
