//! misconception: sequential-await
//! Awaits the left side; the right one is never asked.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Either<A, B> {
    Left(A),
    Right(B),
}

pub async fn select2<A, B>(a: A, b: B) -> Either<A::Output, B::Output>
where
    A: Future + Unpin,
    B: Future + Unpin,
{
    let won = Either::Left(a.await);
    drop(b);
    won
}
