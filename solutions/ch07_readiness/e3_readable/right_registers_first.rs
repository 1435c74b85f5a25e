//! An async function that registers before it reads, at each poll.

use std::{
    future::poll_fn,
    io::{self, ErrorKind, Read},
    task::{Poll, Waker},
};

/// What watches the source; it keeps one waker.
pub trait Reactor {
    /// At the next edge, calls this waker, which takes an earlier one's place.
    fn register(&self, waker: &Waker);
    /// Forgets the waker, if there is one.
    fn deregister(&self);
}

/// Forgets the waker when it goes, however that comes about.
struct Registration<'a, R: Reactor>(&'a R);

impl<R: Reactor> Drop for Registration<'_, R> {
    fn drop(&mut self) {
        self.0.deregister();
    }
}

pub async fn read_to_end<S: Read, R: Reactor>(
    source: &mut S,
    reactor: &R,
) -> io::Result<Vec<u8>> {
    let registration = Registration(reactor);
    let mut bytes = Vec::new();
    loop {
        let mut chunk = vec![0; 16];
        let read = poll_fn(|cx| {
            registration.0.register(cx.waker());
            match source.read(&mut chunk) {
                Err(e) if e.kind() == ErrorKind::WouldBlock => Poll::Pending,
                other => Poll::Ready(other),
            }
        });
        match read.await {
            Ok(0) => return Ok(bytes),
            Ok(n) => bytes.extend_from_slice(&chunk[..n]),
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
}
