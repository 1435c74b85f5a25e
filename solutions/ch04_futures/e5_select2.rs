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

use std::{
    collections::hash_map::RandomState, future::poll_fn, hash::BuildHasher,
    pin::Pin, task::Poll,
};

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
    let mut both = Some((a, b));
    // Its keys are random: the hash of nothing is a coin.
    let left_begins = RandomState::new().hash_one(()).is_multiple_of(2);
    poll_fn(move |cx| {
        let (a, b) = both.as_mut().expect("it is not polled after Ready");
        for is_left in [left_begins, !left_begins] {
            let polled = match is_left {
                true => Pin::new(&mut *a).poll(cx).map(Either::Left),
                false => Pin::new(&mut *b).poll(cx).map(Either::Right),
            };
            if polled.is_ready() {
                // Both go: the winner has ended, the loser must not live on.
                both = None;
                return polled;
            }
        }
        Poll::Pending
    })
}
// The trap: to poll `a` first, always. If `a` is Ready at each call, as a
// busy socket is, then `b`, a request to stop say, never wins.
//
// Refused: to poll both and choose among those that are Ready. The loser's
// result has left its future then, and goes to nobody. And to count the calls
// in place of a coin: two races that take turns get the same side each time.
