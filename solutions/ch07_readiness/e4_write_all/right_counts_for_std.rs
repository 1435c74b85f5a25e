//! Counts what goes through, so that the standard `write_all` can be used.

use std::{
    io::{self, ErrorKind, Write},
    pin::Pin,
};

/// What never blocks, and can be waited for.
pub trait Sink: Write {
    /// Ready when there may be room.
    fn writable(&self) -> Pin<Box<dyn Future<Output = ()>>>;
}

/// A sink that knows how much it has taken.
struct Counted<'a, S> {
    sink: &'a mut S,
    n: usize,
}

impl<S: Sink> Write for Counted<'_, S> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.sink.write(bytes)?;
        self.n += n;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}

/// Writes all of `bytes`.
pub async fn write_all<S: Sink>(sink: &mut S, bytes: &[u8]) -> io::Result<()> {
    let mut counted = Counted { sink, n: 0 };
    loop {
        match counted.write_all(&bytes[counted.n..]) {
            Err(e) if e.kind() == ErrorKind::WouldBlock => {
                counted.sink.writable().await;
            }
            other => return other,
        }
    }
}
