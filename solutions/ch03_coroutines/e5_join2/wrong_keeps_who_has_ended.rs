//! misconception: lost-value
//! Remembers who has ended, and not what they gave.

use std::{future::poll_fn, pin::Pin, task::Poll};

pub fn join2<A, B>(mut a: A, mut b: B) -> impl Future<Output = (u32, u32)>
where
    A: Future<Output = u32> + Unpin,
    B: Future<Output = u32> + Unpin,
{
    let (mut a_has_ended, mut b_has_ended) = (false, false);
    poll_fn(move |cx| {
        let mut numbers = (None, None);
        if !a_has_ended && let Poll::Ready(v) = Pin::new(&mut a).poll(cx) {
            a_has_ended = true;
            numbers.0 = Some(v);
        }
        if !b_has_ended && let Poll::Ready(v) = Pin::new(&mut b).poll(cx) {
            b_has_ended = true;
            numbers.1 = Some(v);
        }
        match numbers {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            _ => Poll::Pending,
        }
    })
}
