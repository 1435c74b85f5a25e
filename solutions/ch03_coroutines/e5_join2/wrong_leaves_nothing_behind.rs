//! misconception: lost-progress
//! Takes both out at each poll, and returns Pending without putting back who
//! still waits.

use std::{
    mem::replace,
    pin::Pin,
    task::{Context, Poll},
};

enum Join<A, B> {
    Neither(A, B),
    First(u32, B),
    Second(A, u32),
    Over,
}

impl<A, B> Future for Join<A, B>
where
    A: Future<Output = u32> + Unpin,
    B: Future<Output = u32> + Unpin,
{
    type Output = (u32, u32);

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<(u32, u32)> {
        match replace(&mut *self, Self::Over) {
            Self::Neither(mut a, mut b) => {
                let from_a = Pin::new(&mut a).poll(cx);
                match (from_a, Pin::new(&mut b).poll(cx)) {
                    (Poll::Ready(a), Poll::Ready(b)) => {
                        return Poll::Ready((a, b));
                    }
                    (Poll::Ready(a), _) => *self = Self::First(a, b),
                    (_, Poll::Ready(b)) => *self = Self::Second(a, b),
                    _ => {}
                }
                Poll::Pending
            }
            Self::First(a, mut b) => Pin::new(&mut b).poll(cx).map(|b| (a, b)),
            Self::Second(mut a, b) => Pin::new(&mut a).poll(cx).map(|a| (a, b)),
            Self::Over => panic!("polled after Ready"),
        }
    }
}

pub fn join2<A, B>(a: A, b: B) -> impl Future<Output = (u32, u32)>
where
    A: Future<Output = u32> + Unpin,
    B: Future<Output = u32> + Unpin,
{
    Join::Neither(a, b)
}
