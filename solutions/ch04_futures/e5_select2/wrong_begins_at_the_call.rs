//! misconception: eager-start
//! Polls both at the call, for one may be Ready already.

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
    mut a: A,
    mut b: B,
) -> impl Future<Output = Either<A::Output, B::Output>>
where
    A: Future + Unpin,
    B: Future + Unpin,
{
    let mut cx = Context::from_waker(Waker::noop());
    let mut early = Some(Pin::new(&mut a).poll(&mut cx).map(Either::Left))
        .filter(Poll::is_ready);
    let mut both = Some((a, b));
    poll_fn(move |cx| {
        let (a, b) = both.as_mut().expect("it is not polled after Ready");
        let mut won = early.take().unwrap_or(Poll::Pending);
        if won.is_pending() {
            won = Pin::new(b).poll(cx).map(Either::Right);
        }
        if won.is_pending() {
            won = Pin::new(a).poll(cx).map(Either::Left);
        }
        if won.is_ready() {
            both = None;
        }
        won
    })
}
