//! All bytes of a source that never blocks, up to its end.
//!
//!     read_to_end(&mut source, &reactor).await    // Ok(b"one\ntwo\n")
//!
//! - `source.read` gives what is there, `Ok(0)` at the end, `WouldBlock`
//!   when there is nothing now. `Interrupted` means: ask again, at once.
//!   Any other error is the result.
//! - The reactor is edge-triggered: when bytes or the end come, it calls the
//!   waker that is registered, once, and forgets it. When nobody is
//!   registered, nobody is told, then or later.
//! - While there is nothing it sleeps: it holds no thread and wakes nobody.
//! - Finished or dropped, it leaves no waker with the reactor.

use std::{
    future::poll_fn,
    io::{self, Read},
    task::{Poll, Waker},
};

/// What watches the source; it keeps one waker.
pub trait Reactor {
    /// At the next edge, calls this waker, which takes an earlier one's place.
    fn register(&self, waker: &Waker);
    /// Forgets the waker, if there is one.
    fn deregister(&self);
}

/// Reads until the end.
pub fn read_to_end<'a, S: Read, R: Reactor>(
    source: &'a mut S,
    reactor: &'a R,
) -> impl Future<Output = io::Result<Vec<u8>>> {
    let both = (source, reactor);
    poll_fn(move |_cx| -> Poll<io::Result<Vec<u8>>> {
        let (_source, _reactor) = &both;
        todo!("read, and see to it that somebody wakes you")
    })
}
