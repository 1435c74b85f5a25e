//! misconception: lost-wakeup
//! Polls the right side with a waker that does nothing: only the left wakes.

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, Waker},
};

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
    poll_fn(move |cx| {
        let (a, b) = both.as_mut().expect("it is not polled after Ready");
        let mut other = Context::from_waker(Waker::noop());
        let mut won = Pin::new(a).poll(cx).map(Either::Left);
        if won.is_pending() {
            won = Pin::new(b).poll(&mut other).map(Either::Right);
        }
        if let Poll::Ready(won) = won {
            both = None;
            return Poll::Ready(won);
        }
        Poll::Pending
    })
}
