//! misconception: ready-too-soon
//! Is Ready with the first number that comes.

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
            (Poll::Ready(a), Poll::Pending) => Poll::Ready((a, 0)),
            (Poll::Pending, Poll::Ready(b)) => Poll::Ready((0, b)),
            (Poll::Pending, Poll::Pending) => Poll::Pending,
        }
    })
}
