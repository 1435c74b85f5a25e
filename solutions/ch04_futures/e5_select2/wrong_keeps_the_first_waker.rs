//! misconception: stale-waker
//! Hands the waker of the first poll on, ever after.

use std::{
    future::poll_fn,
    pin::Pin,
    sync::atomic::{AtomicBool, Ordering::Relaxed},
    task::{Context, Poll, Waker},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Either<A, B> {
    Left(A),
    Right(B),
}

static LEFT_BEGINS: AtomicBool = AtomicBool::new(true);

pub fn select2<A, B>(
    a: A,
    b: B,
) -> impl Future<Output = Either<A::Output, B::Output>>
where
    A: Future + Unpin,
    B: Future + Unpin,
{
    let mut both = Some((a, b));
    let mut waker: Option<Waker> = None;
    let left_begins = LEFT_BEGINS.fetch_not(Relaxed);
    poll_fn(move |cx| {
        let waker = waker.get_or_insert_with(|| cx.waker().clone());
        let mut cx = Context::from_waker(waker);
        let (a, b) = both.as_mut().expect("it is not polled after Ready");
        let mut won = Poll::Pending;
        for is_left in [left_begins, !left_begins] {
            won = match is_left {
                true => Pin::new(&mut *a).poll(&mut cx).map(Either::Left),
                false => Pin::new(&mut *b).poll(&mut cx).map(Either::Right),
            };
            if won.is_ready() {
                both = None;
                break;
            }
        }
        won
    })
}
