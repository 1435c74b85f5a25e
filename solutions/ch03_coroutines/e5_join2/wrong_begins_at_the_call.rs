//! misconception: eager-start
//! Polls the first once at the call, so that it is under way.

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, Waker},
};

pub fn join2<A, B>(mut a: A, mut b: B) -> impl Future<Output = (u32, u32)>
where
    A: Future<Output = u32> + Unpin,
    B: Future<Output = u32> + Unpin,
{
    let mut cx = Context::from_waker(Waker::noop());
    let mut from_a = Pin::new(&mut a).poll(&mut cx);
    let mut from_b = Poll::Pending;
    poll_fn(move |cx| {
        if from_a.is_pending() {
            from_a = Pin::new(&mut a).poll(cx);
        }
        if from_b.is_pending() {
            from_b = Pin::new(&mut b).poll(cx);
        }
        match (from_a, from_b) {
            (Poll::Ready(a), Poll::Ready(b)) => Poll::Ready((a, b)),
            _ => Poll::Pending,
        }
    })
}
