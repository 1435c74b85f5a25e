//! misconception: ignored-zero
//! Takes zero for no room, and waits until it may write.

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
    let mut rest = bytes;
    while !rest.is_empty() {
        match sink.write(rest) {
            Ok(0) => sink.writable().await,
            Ok(n) => rest = &rest[n..],
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) if e.kind() == ErrorKind::WouldBlock => {
                sink.writable().await;
            }
            Err(e) => return Err(e),
        }
    }
    Ok(())
}
