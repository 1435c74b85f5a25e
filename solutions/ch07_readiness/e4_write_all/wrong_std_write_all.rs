//! misconception: would-block
//! Leaves it to the standard `write_all`, which gives `WouldBlock` up.

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
pub async fn write_all<S: Sink>(sink: &mut S, bytes: &[u8]) -> io::Result<()> {
    sink.write_all(bytes)
}
