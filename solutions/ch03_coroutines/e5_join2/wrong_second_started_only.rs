//! misconception: sequential-await
//! Starts the second, and looks at it again when the first has ended.

use std::{future::poll_fn, pin::Pin, task::Poll};

pub fn join2<A, B>(mut a: A, mut b: B) -> impl Future<Output = (u32, u32)>
where
    A: Future<Output = u32> + Unpin,
    B: Future<Output = u32> + Unpin,
{
    let (mut from_a, mut from_b) = (None, None);
    let mut has_begun = false;
    poll_fn(move |cx| {
        if from_a.is_none()
            && let Poll::Ready(value) = Pin::new(&mut a).poll(cx)
        {
            from_a = Some(value);
        }
        let is_due = from_a.is_some() || !has_begun;
        has_begun = true;
        if is_due
            && from_b.is_none()
            && let Poll::Ready(value) = Pin::new(&mut b).poll(cx)
        {
            from_b = Some(value);
        }
        match (from_a, from_b) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            _ => Poll::Pending,
        }
    })
}
