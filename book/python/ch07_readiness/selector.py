"""One question about many sockets, by Python's selectors."""

import selectors
import socket

# ANCHOR: ask
selector = selectors.DefaultSelector()
quiet, quiets = socket.socketpair()
chatty, chattys = socket.socketpair()
for name, end in [("quiet", quiets), ("chatty", chattys)]:
    end.setblocking(False)
    selector.register(end, selectors.EVENT_READ, name)


def news():
    return [key.data for key, _ in selector.select(0)]


print("nobody wrote:", news())
chatty.send(b"hello")
print("chatty wrote:", news())
print("asked again: ", news())
print("read all:    ", chattys.recv(64))
print("asked again: ", news())
# ANCHOR_END: ask
try:
    chattys.recv(64)
except BlockingIOError:
    print("read on:      BlockingIOError")
for end in (quiet, quiets, chatty, chattys):
    end.close()
