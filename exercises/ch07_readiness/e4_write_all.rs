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
    io::{self, Write},
    pin::Pin,
};

/// What never blocks, and can be waited for.
pub trait Sink: Write {
    /// Ready when there may be room.
    fn writable(&self) -> Pin<Box<dyn Future<Output = ()>>>;
}

/// Writes all of `bytes`.
pub async fn write_all<S: Sink>(
    _sink: &mut S,
    _bytes: &[u8],
) -> io::Result<()> {
    todo!("write, and see how far you came")
}
