//! A future by hand: what is left, and the wait that it is in.

use std::{
    io::{self, ErrorKind, Write},
    pin::Pin,
    task::{Context, Poll, ready},
};

/// What never blocks, and can be waited for.
pub trait Sink: Write {
    /// Ready when there may be room.
    fn writable(&self) -> Pin<Box<dyn Future<Output = ()>>>;
}

struct WriteAll<'a, S> {
    sink: &'a mut S,
    rest: &'a [u8],
    wait: Option<Pin<Box<dyn Future<Output = ()>>>>,
}

impl<S: Sink> Future for WriteAll<'_, S> {
    type Output = io::Result<()>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        loop {
            if let Some(wait) = &mut self.wait {
                ready!(wait.as_mut().poll(cx));
                self.wait = None;
            }
            let this = &mut *self;
            if this.rest.is_empty() {
                return Poll::Ready(Ok(()));
            }
            // At most a page at a time; the sink does not mind.
            match this.sink.write(&this.rest[..this.rest.len().min(4096)]) {
                Ok(0) => return Poll::Ready(Err(ErrorKind::WriteZero.into())),
                Ok(n) => this.rest = &this.rest[n..],
                Err(e) => match e.kind() {
                    ErrorKind::Interrupted => {}
                    ErrorKind::WouldBlock => {
                        this.wait = Some(this.sink.writable());
                    }
                    _ => return Poll::Ready(Err(e)),
                },
            }
        }
    }
}

pub fn write_all<'a, S: Sink>(
    sink: &'a mut S,
    bytes: &'a [u8],
) -> impl Future<Output = io::Result<()>> {
    WriteAll { sink, rest: bytes, wait: None }
}
