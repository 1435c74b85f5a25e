//! misconception: stale-waker
//! Hands the waker of the first poll to its children ever after.

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
    let (mut from_a, mut from_b) = (None, None);
    let mut first: Option<Waker> = None;
    poll_fn(move |cx| {
        let waker = first.get_or_insert_with(|| cx.waker().clone());
        let mut cx = Context::from_waker(waker);
        if from_a.is_none()
            && let Poll::Ready(value) = Pin::new(&mut a).poll(&mut cx)
        {
            from_a = Some(value);
        }
        if from_b.is_none()
            && let Poll::Ready(value) = Pin::new(&mut b).poll(&mut cx)
        {
            from_b = Some(value);
        }
        match (from_a, from_b) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            _ => Poll::Pending,
        }
    })
}
