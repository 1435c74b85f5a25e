//! misconception: sequential-await
//! Polls one of the two at each poll.

use std::{future::poll_fn, pin::Pin};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Either<A, B> {
    Left(A),
    Right(B),
}

pub fn select2<A, B>(
    mut a: A,
    mut b: B,
) -> impl Future<Output = Either<A::Output, B::Output>>
where
    A: Future + Unpin,
    B: Future + Unpin,
{
    let mut is_turn_of_a = false;
    poll_fn(move |cx| {
        is_turn_of_a = !is_turn_of_a;
        match is_turn_of_a {
            true => Pin::new(&mut a).poll(cx).map(Either::Left),
            false => Pin::new(&mut b).poll(cx).map(Either::Right),
        }
    })
}
