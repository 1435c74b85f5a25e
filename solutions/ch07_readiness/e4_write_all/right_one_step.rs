//! A step that writes once or waits, repeated until nothing is left.

use std::{
    io::{self, ErrorKind, Write},
    pin::Pin,
};

/// What never blocks, and can be waited for.
pub trait Sink: Write {
    /// Ready when there may be room.
    fn writable(&self) -> Pin<Box<dyn Future<Output = ()>>>;
}

/// How many bytes one write took; it waits until that is known.
async fn write<S: Sink>(sink: &mut S, bytes: &[u8]) -> io::Result<usize> {
    loop {
        let error = match sink.write(bytes) {
            Ok(n) => return Ok(n),
            Err(error) => error,
        };
        match error.kind() {
            ErrorKind::WouldBlock => sink.writable().await,
            ErrorKind::Interrupted => {}
            _ => return Err(error),
        }
    }
}

/// Writes all of `bytes`.
pub async fn write_all<S: Sink>(sink: &mut S, bytes: &[u8]) -> io::Result<()> {
    let mut n_written = 0;
    while n_written < bytes.len() {
        let n = write(sink, &bytes[n_written..]).await?;
        if n == 0 {
            let what = "the sink takes no more";
            return Err(io::Error::new(ErrorKind::WriteZero, what));
        }
        n_written += n;
    }
    Ok(())
}
