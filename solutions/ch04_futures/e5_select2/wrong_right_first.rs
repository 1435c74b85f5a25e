//! misconception: unfair
//! Asks the right side first, always: then it is the left that starves.

use std::{future::poll_fn, pin::Pin, task::Poll};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Either<A, B> {
    Left(A),
    Right(B),
}

pub fn select2<A, B>(
    a: A,
    b: B,
) -> impl Future<Output = Either<A::Output, B::Output>>
where
    A: Future + Unpin,
    B: Future + Unpin,
{
    let mut both = Some((a, b));
    let left_begins = false;
    poll_fn(move |cx| {
        let (a, b) = both.as_mut().expect("it is not polled after Ready");
        for is_left in [left_begins, !left_begins] {
            let polled = match is_left {
                true => Pin::new(&mut *a).poll(cx).map(Either::Left),
                false => Pin::new(&mut *b).poll(cx).map(Either::Right),
            };
            if polled.is_ready() {
                both = None;
                return polled;
            }
        }
        Poll::Pending
    })
}
