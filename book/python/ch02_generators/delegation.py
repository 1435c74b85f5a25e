"""Delegation: what `yield from` hands through, and what a call does not."""


def inner():
    got = yield "first"
    yield f"inner got {got}"
    return "inner's result"


def outer():
    inner()  # A call alone: makes a generator and drops it.
    result = yield from inner()
    yield f"outer got {result}"


generator = outer()
print(next(generator))
print(generator.send("a letter"))
print(next(generator))
