//! misconception: lost-wakeup
//! Hangs when the second ends first: it stops looking at the first.

use std::{future::poll_fn, pin::Pin, task::Poll};

pub fn join2<A, B>(mut a: A, mut b: B) -> impl Future<Output = (u32, u32)>
where
    A: Future<Output = u32> + Unpin,
    B: Future<Output = u32> + Unpin,
{
    let (mut from_a, mut from_b) = (None, None);
    poll_fn(move |cx| {
        if from_b.is_none() {
            if let Poll::Ready(value) = Pin::new(&mut b).poll(cx) {
                from_b = Some(value);
            }
            if from_a.is_none()
                && let Poll::Ready(value) = Pin::new(&mut a).poll(cx)
            {
                from_a = Some(value);
            }
        }
        match (from_a, from_b) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            _ => Poll::Pending,
        }
    })
}
