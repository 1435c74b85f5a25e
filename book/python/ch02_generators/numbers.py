"""A generator, explored value by value."""


def numbers(last):
    n = 0
    while n < last:
        n += 1
        yield n


a, b = numbers(2), numbers(2)
print(type(numbers).__name__, type(a).__name__)
print("a:", next(a), next(a))
print("b:", next(b))
print("a keeps", a.gi_frame.f_locals)
try:
    next(a)
except StopIteration:
    print("a: StopIteration, and its frame is", a.gi_frame)
