//! misconception: busy-loop
//! Gives way once and tries again, instead of waiting for room.

use std::{
    future::poll_fn,
    io::{self, ErrorKind, Write},
    pin::Pin,
    task::Poll,
};

/// What never blocks, and can be waited for.
pub trait Sink: Write {
    /// Ready when there may be room.
    fn writable(&self) -> Pin<Box<dyn Future<Output = ()>>>;
}

async fn yield_now() {
    let mut has_paused = false;
    poll_fn(|cx| {
        if std::mem::replace(&mut has_paused, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Writes all of `bytes`.
pub async fn write_all<S: Sink>(sink: &mut S, bytes: &[u8]) -> io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        match sink.write(rest) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(n) => rest = &rest[n..],
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) if e.kind() == ErrorKind::WouldBlock => yield_now().await,
            Err(e) => return Err(e),
        }
    }
    Ok(())
}
