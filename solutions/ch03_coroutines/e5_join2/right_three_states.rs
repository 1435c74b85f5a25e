//! Begins with the second, and names who has ended: nobody, one or both.

use std::{future::poll_fn, pin::Pin, task::Poll};

enum Ended {
    Nobody,
    First(u32),
    Second(u32),
}

pub async fn join2<A, B>(mut a: A, mut b: B) -> (u32, u32)
where
    A: Future<Output = u32> + Unpin,
    B: Future<Output = u32> + Unpin,
{
    let mut ended = Ended::Nobody;
    poll_fn(move |cx| match ended {
        Ended::Nobody => {
            let from_b = Pin::new(&mut b).poll(cx);
            let from_a = Pin::new(&mut a).poll(cx);
            match (from_a, from_b) {
                (Poll::Ready(a), Poll::Ready(b)) => {
                    return Poll::Ready((a, b));
                }
                (Poll::Ready(a), Poll::Pending) => ended = Ended::First(a),
                (Poll::Pending, Poll::Ready(b)) => ended = Ended::Second(b),
                (Poll::Pending, Poll::Pending) => {}
            }
            Poll::Pending
        }
        Ended::First(a) => Pin::new(&mut b).poll(cx).map(|b| (a, b)),
        Ended::Second(b) => Pin::new(&mut a).poll(cx).map(|a| (a, b)),
    })
    .await
}
