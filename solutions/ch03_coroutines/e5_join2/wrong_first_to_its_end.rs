//! misconception: sequential-await
//! By hand, but the second is polled once the first is Ready.

use std::{future::poll_fn, pin::Pin, task::Poll};

pub fn join2<A, B>(mut a: A, mut b: B) -> impl Future<Output = (u32, u32)>
where
    A: Future<Output = u32> + Unpin,
    B: Future<Output = u32> + Unpin,
{
    let mut from_a = None;
    poll_fn(move |cx| {
        if from_a.is_none() {
            let Poll::Ready(value) = Pin::new(&mut a).poll(cx) else {
                return Poll::Pending;
            };
            from_a = Some(value);
        }
        let from_a = from_a.expect("the first has ended");
        Pin::new(&mut b).poll(cx).map(|from_b| (from_a, from_b))
    })
}
