//! misconception: polled-after-ready
//! Waits for a poll at which both are Ready.

use std::{future::poll_fn, pin::Pin, task::Poll};

pub fn join2<A, B>(mut a: A, mut b: B) -> impl Future<Output = (u32, u32)>
where
    A: Future<Output = u32> + Unpin,
    B: Future<Output = u32> + Unpin,
{
    poll_fn(move |cx| {
        let from_a = Pin::new(&mut a).poll(cx);
        let from_b = Pin::new(&mut b).poll(cx);
        match (from_a, from_b) {
            (Poll::Ready(a), Poll::Ready(b)) => Poll::Ready((a, b)),
            _ => Poll::Pending,
        }
    })
}
