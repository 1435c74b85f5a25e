//! A list of those who are left, each with the place of its number.

use std::{future::poll_fn, pin::Pin, task::Poll};

pub fn join2<A, B>(a: A, b: B) -> impl Future<Output = (u32, u32)>
where
    A: Future<Output = u32> + Unpin,
    B: Future<Output = u32> + Unpin,
{
    let mut numbers = [0, 0];
    let (mut a, mut b) = (a, b);
    let mut left = vec![0, 1];
    poll_fn(move |cx| {
        left.retain(|place| {
            let polled = match place {
                0 => Pin::new(&mut a).poll(cx),
                _ => Pin::new(&mut b).poll(cx),
            };
            polled.map(|number| numbers[*place] = number).is_pending()
        });
        let [a, b] = numbers;
        if left.is_empty() { Poll::Ready((a, b)) } else { Poll::Pending }
    })
}
