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

use std::{future::poll_fn, pin::Pin, task::Poll};

/// Waits for both.
pub fn join2<A, B>(mut a: A, mut b: B) -> impl Future<Output = (u32, u32)>
where
    A: Future<Output = u32> + Unpin,
    B: Future<Output = u32> + Unpin,
{
    let (mut from_a, mut from_b) = (None, None);
    poll_fn(move |cx| {
        if from_a.is_none()
            && let Poll::Ready(value) = Pin::new(&mut a).poll(cx)
        {
            from_a = Some(value);
        }
        if from_b.is_none()
            && let Poll::Ready(value) = Pin::new(&mut b).poll(cx)
        {
            from_b = Some(value);
        }
        match (from_a, from_b) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            // Whoever is left has `cx`, and wakes us when it is time.
            _ => Poll::Pending,
        }
    })
}
// The trap: `if let (Ready(a), Ready(b)) = (poll a, poll b)`. When only one
// is Ready, its number falls to the ground, and at the next poll it is polled
// after Ready.
//
// Refused: to poll `a` until it is Ready and then `b`, as `a.await; b.await`
// does. Both numbers come, but `b` has not begun while `a` waits.
