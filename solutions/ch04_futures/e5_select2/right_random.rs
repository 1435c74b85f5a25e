//! A struct that tosses a coin at each poll, of the standard library's random
//! keys.

use std::{
    collections::hash_map::RandomState,
    hash::BuildHasher,
    pin::Pin,
    task::{Context, Poll},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Either<A, B> {
    Left(A),
    Right(B),
}

pub struct Select2<A, B>(Option<(A, B)>);

impl<A: Future + Unpin, B: Future + Unpin> Future for Select2<A, B> {
    type Output = Either<A::Output, B::Output>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let (mut a, mut b) = self.0.take().expect("polled after Ready");
        let left_begins = RandomState::new().hash_one(()).is_multiple_of(2);
        for is_left in [left_begins, !left_begins] {
            let won = match is_left {
                true => Pin::new(&mut a).poll(cx).map(Either::Left),
                false => Pin::new(&mut b).poll(cx).map(Either::Right),
            };
            if won.is_ready() {
                return won;
            }
        }
        self.0 = Some((a, b));
        Poll::Pending
    }
}

impl<A: Unpin, B: Unpin> Unpin for Select2<A, B> {}

pub fn select2<A, B>(a: A, b: B) -> Select2<A, B>
where
    A: Future + Unpin,
    B: Future + Unpin,
{
    Select2(Some((a, b)))
}
