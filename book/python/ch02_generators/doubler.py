"""A service that is sent values: two faults and the mend."""


def attempt(call):
    try:
        return call()
    except TypeError as error:
        return f"TypeError: {error}"


# ANCHOR: bug
def double():
    v = None
    while True:
        v = 2 * (yield)


print("1.", attempt(lambda: next(double)))

service = double()
print("2.", next(service))
print("3.", service.send(3))
# ANCHOR_END: bug


# ANCHOR: mended
def mended():
    v = None
    while True:
        v = 2 * (yield v)


service = mended()
print("4.", attempt(lambda: service.send(3)))
print("5.", next(service), service.send(3), service.send(8))
# ANCHOR_END: mended
