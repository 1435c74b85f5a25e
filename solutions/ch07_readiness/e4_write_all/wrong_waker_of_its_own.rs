//! misconception: lost-wakeup
//! Polls `writable` with a waker that wakes nobody.

use std::{
    future::poll_fn,
    io::{self, ErrorKind, Write},
    pin::Pin,
    task::{Context, Waker},
};

/// What never blocks, and can be waited for.
pub trait Sink: Write {
    /// Ready when there may be room.
    fn writable(&self) -> Pin<Box<dyn Future<Output = ()>>>;
}

/// Writes all of `bytes`.
pub async fn write_all<S: Sink>(sink: &mut S, bytes: &[u8]) -> io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        match sink.write(rest) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(n) => rest = &rest[n..],
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) if e.kind() == ErrorKind::WouldBlock => {
                let mut room = sink.writable();
                poll_fn(|_| {
                    let mut cx = Context::from_waker(Waker::noop());
                    room.as_mut().poll(&mut cx)
                })
                .await;
            }
            Err(e) => return Err(e),
        }
    }
    Ok(())
}
