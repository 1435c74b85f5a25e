//! Both of two futures, at the same time, in one task.
//!
//!     join2(tea, toast).await    // (what tea gave, what toast gave)
//!
//! - Both get going at the first poll, whichever is slow.
//! - It is Ready as soon as both are, in whatever order that comes about.
//! - A future that has given Ready is not polled again.
//! - While it is Pending it sleeps: a child that waits holds the waker of
//!   the latest poll, and `join2` wakes nobody by itself.
//!
//! To do it by hand: `poll_fn`, or a struct with `impl Future`. Both may be
//! moved (they are `Unpin`): `Pin::new(&mut a).poll(cx)` polls one of them.

use std::{future::poll_fn, task::Poll};

/// Waits for both.
pub fn join2<A, B>(a: A, b: B) -> impl Future<Output = (u32, u32)>
where
    A: Future<Output = u32> + Unpin,
    B: Future<Output = u32> + Unpin,
{
    let both = (a, b);
    poll_fn(move |_cx| -> Poll<(u32, u32)> {
        let (_a, _b) = &both;
        todo!("poll those that are not done")
    })
}
