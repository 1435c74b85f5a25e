//! misconception: interrupted
//! Asks again when the first read was interrupted; the one that follows the
//! registration gives up.

use std::{
    io::{self, ErrorKind, Read},
    mem,
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
        let mut is_registered = false;
        let mut chunk = [0; 1024];
        loop {
            match self.source.read(&mut chunk) {
                Ok(0) => return Poll::Ready(Ok(mem::take(&mut self.bytes))),
                Ok(n) => self.bytes.extend_from_slice(&chunk[..n]),
                Err(e)
                    if e.kind() == ErrorKind::Interrupted && !is_registered => {
                }
                Err(e) if e.kind() != ErrorKind::WouldBlock => {
                    return Poll::Ready(Err(e));
                }
                // Nothing came since we registered: the next edge is ours.
                Err(_) if is_registered => return Poll::Pending,
                Err(_) => {
                    self.reactor.register(cx.waker());
                    is_registered = true;
                }
            }
        }
    }
}

impl<S, R: Reactor> Drop for ReadToEnd<'_, S, R> {
    fn drop(&mut self) {
        self.reactor.deregister();
    }
}
