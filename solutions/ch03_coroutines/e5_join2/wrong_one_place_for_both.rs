//! misconception: lost-value
//! One place for a number: the second to end writes over the first.

use std::{future::poll_fn, pin::Pin, task::Poll};

pub fn join2<A, B>(mut a: A, mut b: B) -> impl Future<Output = (u32, u32)>
where
    A: Future<Output = u32> + Unpin,
    B: Future<Output = u32> + Unpin,
{
    let (mut a_has_ended, mut b_has_ended) = (false, false);
    let mut number = 0;
    poll_fn(move |cx| {
        if !a_has_ended && let Poll::Ready(v) = Pin::new(&mut a).poll(cx) {
            a_has_ended = true;
            number = v;
        }
        if !b_has_ended && let Poll::Ready(v) = Pin::new(&mut b).poll(cx) {
            b_has_ended = true;
            number = v;
        }
        if a_has_ended && b_has_ended {
            Poll::Ready((number, number))
        } else {
            Poll::Pending
        }
    })
}
