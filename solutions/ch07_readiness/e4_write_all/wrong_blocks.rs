//! misconception: blocked-loop
//! Waits for room with a `block_on` of its own, which parks the thread.

use std::{
    io::{self, ErrorKind, Write},
    pin::Pin,
    sync::Arc,
    task::{Context, Wake, Waker},
    thread::{self, Thread},
};

/// What never blocks, and can be waited for.
pub trait Sink: Write {
    /// Ready when there may be room.
    fn writable(&self) -> Pin<Box<dyn Future<Output = ()>>>;
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn block_on(mut future: Pin<Box<dyn Future<Output = ()>>>) {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut cx = Context::from_waker(&waker);
    while future.as_mut().poll(&mut cx).is_pending() {
        thread::park();
    }
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
                block_on(sink.writable());
            }
            Err(e) => return Err(e),
        }
    }
    Ok(())
}
