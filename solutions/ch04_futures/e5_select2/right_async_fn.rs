//! An async function: its locals are dropped at its end. A counter per thread
//! tells who begins.

use std::{cell::Cell, future::poll_fn, pin::Pin, task::Poll};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Either<A, B> {
    Left(A),
    Right(B),
}

thread_local! {
    static CALLS: Cell<u32> = const { Cell::new(0) };
}

pub async fn select2<A, B>(mut a: A, mut b: B) -> Either<A::Output, B::Output>
where
    A: Future + Unpin,
    B: Future + Unpin,
{
    let call = CALLS.replace(CALLS.get().wrapping_add(1));
    poll_fn(|cx| {
        // A macro would write these two out; the order is all that differs.
        if call % 2 == 0 {
            if let Poll::Ready(value) = Pin::new(&mut a).poll(cx) {
                return Poll::Ready(Either::Left(value));
            }
            Pin::new(&mut b).poll(cx).map(Either::Right)
        } else {
            if let Poll::Ready(value) = Pin::new(&mut b).poll(cx) {
                return Poll::Ready(Either::Right(value));
            }
            Pin::new(&mut a).poll(cx).map(Either::Left)
        }
    })
    .await
}
