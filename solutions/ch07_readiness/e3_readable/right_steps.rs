//! Small futures in a row: read, register, read again, pause.

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

struct Registration<'a, R: Reactor>(&'a R);

impl<R: Reactor> Drop for Registration<'_, R> {
    fn drop(&mut self) {
        self.0.deregister();
    }
}

/// Pending until the next poll, whoever asks for it.
async fn pause() {
    let mut has_paused = false;
    poll_fn(|_| {
        let paused = std::mem::replace(&mut has_paused, true);
        if paused { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}

/// What a read finds; `None` when it finds nothing.
fn found(
    source: &mut impl Read,
    buffer: &mut [u8],
) -> io::Result<Option<usize>> {
    loop {
        match source.read(buffer) {
            Ok(n) => return Ok(Some(n)),
            Err(e) if e.kind() == ErrorKind::WouldBlock => return Ok(None),
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
}

pub async fn read_to_end<S: Read, R: Reactor>(
    source: &mut S,
    reactor: &R,
) -> io::Result<Vec<u8>> {
    let _registration = Registration(reactor);
    let (mut bytes, mut chunk) = (Vec::new(), [0; 256]);
    loop {
        let n = loop {
            if let Some(n) = found(source, &mut chunk)? {
                break n;
            }
            poll_fn(|cx| Poll::Ready(reactor.register(cx.waker()))).await;
            if let Some(n) = found(source, &mut chunk)? {
                break n;
            }
            pause().await;
        };
        if n == 0 {
            return Ok(bytes);
        }
        bytes.extend(&chunk[..n]);
    }
}
