//! misconception: ignored-count
//! Calls the standard `write_all` again after `WouldBlock`: the part before it goes twice.

use std::{
    io::{self, ErrorKind, Write},
    pin::Pin,
};

/// What never blocks, and can be waited for.
pub trait Sink: Write {
    /// Ready when there may be room.
    fn writable(&self) -> Pin<Box<dyn Future<Output = ()>>>;
}

/// Writes all of `bytes`.
pub async fn write_all<S: Sink>(sink: &mut S, bytes: &[u8]) -> io::Result<()> {
    loop {
        match sink.write_all(bytes) {
            Err(e) if e.kind() == ErrorKind::WouldBlock => {
                sink.writable().await;
            }
            other => return other,
        }
    }
}
