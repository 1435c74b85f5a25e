//! misconception: lost-value
//! Polls both, then tosses a coin if both are Ready: one result goes to nobody.

use std::{
    future::poll_fn,
    pin::Pin,
    sync::atomic::{AtomicBool, Ordering::Relaxed},
    task::Poll,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Either<A, B> {
    Left(A),
    Right(B),
}

static COIN: AtomicBool = AtomicBool::new(true);

pub fn select2<A, B>(
    a: A,
    b: B,
) -> impl Future<Output = Either<A::Output, B::Output>>
where
    A: Future + Unpin,
    B: Future + Unpin,
{
    let mut both = Some((a, b));
    poll_fn(move |cx| {
        let (a, b) = both.as_mut().expect("it is not polled after Ready");
        let from_a = Pin::new(a).poll(cx);
        let from_b = Pin::new(b).poll(cx);
        let won = match (from_a, from_b) {
            (Poll::Ready(a), Poll::Pending) => Either::Left(a),
            (Poll::Pending, Poll::Ready(b)) => Either::Right(b),
            (Poll::Ready(a), Poll::Ready(_)) if COIN.fetch_not(Relaxed) => {
                Either::Left(a)
            }
            (Poll::Ready(_), Poll::Ready(b)) => Either::Right(b),
            (Poll::Pending, Poll::Pending) => return Poll::Pending,
        };
        both = None;
        Poll::Ready(won)
    })
}
