//! Lets `Read::read_to_end` loop: it keeps what it read before an error.

use std::{
    io::{self, ErrorKind, Read},
    pin::Pin,
    task::{Context, Poll, Waker},
};

/// What watches the source; it keeps one waker.
pub trait Reactor {
    /// At the next edge, calls this waker, which takes an earlier one's place.
    fn register(&self, waker: &Waker);
    /// Forgets the waker, if there is one.
    fn deregister(&self);
}

/// Reads until the end.
pub fn read_to_end<'a, S: Read, R: Reactor>(
    source: &'a mut S,
    reactor: &'a R,
) -> impl Future<Output = io::Result<Vec<u8>>> {
    ReadToEnd { source, reactor, bytes: Vec::new() }
}

struct ReadToEnd<'a, S, R: Reactor> {
    source: &'a mut S,
    reactor: &'a R,
    bytes: Vec<u8>,
}

impl<S: Read, R: Reactor> Future for ReadToEnd<'_, S, R> {
    type Output = io::Result<Vec<u8>>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let this = &mut *self;
        // Once before it registers, once after.
        for is_registered in [false, true] {
            match this.source.read_to_end(&mut this.bytes) {
                Ok(_) => return Poll::Ready(Ok(this.bytes.split_off(0))),
                Err(e) if e.kind() != ErrorKind::WouldBlock => {
                    return Poll::Ready(Err(e));
                }
                Err(_) if is_registered => {}
                Err(_) => this.reactor.register(cx.waker()),
            }
        }
        Poll::Pending
    }
}

impl<S, R: Reactor> Drop for ReadToEnd<'_, S, R> {
    fn drop(&mut self) {
        self.reactor.deregister();
    }
}
