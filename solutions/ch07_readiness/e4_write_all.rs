//! All bytes into a sink that never blocks.
//!
//!     write_all(&mut sink, b"HTTP/1.1 200 OK\r\n").await
//!
//! - `sink.write` takes as many bytes as it has room for, from the front,
//!   and gives their number. Each byte goes in once, in order.
//! - `WouldBlock`: no room now. `sink.writable().await` comes back when
//!   another try is worth while; there may be no room again.
//! - `Interrupted`: try again, at once.
//! - `Ok(0)`: the sink takes no byte any more. That is the error `WriteZero`.
//! - Any other error is the result.
//! - Without bytes there is nothing to write: `Ok(())`.
//!
//! It must neither hold the thread nor wake itself: `writable` waits.

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
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
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
// The trap: `sink.write(bytes)?` looks as if it wrote. It writes a part, and
// says how much; with small messages that part is all, until one is larger
// than the socket's buffer.
//
// Refused: `Write::write_all` of the standard library. It gives `WouldBlock`
// to its caller after a part, and tells nobody how long that part was.
