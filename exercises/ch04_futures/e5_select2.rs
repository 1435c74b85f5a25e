//! The first of two futures; the other one is dropped.
//!
//!     match select2(answer, deadline).await {
//!         Either::Left(text) => ..       // the deadline is gone by now
//!         Either::Right(()) => ..        // the question is gone by now
//!     }
//!
//! - Both get going at the first poll, and then it sleeps until one of them
//!   is woken. Whoever is Ready first wins.
//! - With the first Ready the other is left alone: it is not polled again,
//!   and it is dropped before `select2` is Ready itself.
//! - If both could be Ready, neither side is favored: over many calls each
//!   wins at least one in four.
//!
//! Both are `Unpin`. Std only: `RandomState` is a coin, and so is a count.

use std::{future::poll_fn, task::Poll};

/// Who has won, and what it gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Either<A, B> {
    /// The first of the two.
    Left(A),
    /// The second.
    Right(B),
}

/// Waits for whoever is first.
pub fn select2<A, B>(
    a: A,
    b: B,
) -> impl Future<Output = Either<A::Output, B::Output>>
where
    A: Future + Unpin,
    B: Future + Unpin,
{
    let both = (a, b);
    poll_fn(move |_cx| -> Poll<Either<A::Output, B::Output>> {
        let (_a, _b) = &both;
        todo!("poll both, and let the first one win")
    })
}
