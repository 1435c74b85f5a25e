//! A struct whose sides are each an enum: under way, or the number.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

enum Side<F> {
    UnderWay(F),
    Done(u32),
}

impl<F: Future<Output = u32> + Unpin> Side<F> {
    fn poll(&mut self, cx: &mut Context<'_>) -> Option<u32> {
        if let Self::UnderWay(future) = self
            && let Poll::Ready(value) = Pin::new(future).poll(cx)
        {
            *self = Self::Done(value);
        }
        match self {
            Self::UnderWay(_) => None,
            Self::Done(value) => Some(*value),
        }
    }
}

pub struct Join2<A, B>(Side<A>, Side<B>);

impl<A, B> Future for Join2<A, B>
where
    A: Future<Output = u32> + Unpin,
    B: Future<Output = u32> + Unpin,
{
    type Output = (u32, u32);

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<(u32, u32)> {
        let (a, b) = (self.0.poll(cx), self.1.poll(cx));
        a.zip(b).map_or(Poll::Pending, Poll::Ready)
    }
}

pub fn join2<A, B>(a: A, b: B) -> Join2<A, B>
where
    A: Future<Output = u32> + Unpin,
    B: Future<Output = u32> + Unpin,
{
    Join2(Side::UnderWay(a), Side::UnderWay(b))
}
