//! misconception: polled-after-ready
//! Looks who is Ready, and then asks the winner for its result.

use std::{
    future::poll_fn,
    pin::Pin,
    sync::atomic::{AtomicBool, Ordering::Relaxed},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Either<A, B> {
    Left(A),
    Right(B),
}

static LEFT_BEGINS: AtomicBool = AtomicBool::new(true);

pub async fn select2<A, B>(mut a: A, mut b: B) -> Either<A::Output, B::Output>
where
    A: Future + Unpin,
    B: Future + Unpin,
{
    let left_begins = LEFT_BEGINS.fetch_not(Relaxed);
    let left_is_ready = poll_fn(|cx| {
        for is_left in [left_begins, !left_begins] {
            let is_ready = match is_left {
                true => Pin::new(&mut a).poll(cx).is_ready(),
                false => Pin::new(&mut b).poll(cx).is_ready(),
            };
            if is_ready {
                return std::task::Poll::Ready(is_left);
            }
        }
        std::task::Poll::Pending
    });
    match left_is_ready.await {
        true => Either::Left(a.await),
        false => Either::Right(b.await),
    }
}
