//! misconception: ignored-count
//! Keeps the last count in place of the sum.

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
    let mut n_written = 0;
    while n_written < bytes.len() {
        match sink.write(&bytes[n_written..]) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(n) => n_written = n,
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) if e.kind() == ErrorKind::WouldBlock => {
                sink.writable().await;
            }
            Err(e) => return Err(e),
        }
    }
    Ok(())
}
