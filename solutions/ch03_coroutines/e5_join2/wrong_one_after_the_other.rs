//! misconception: sequential-await
//! Awaits the first, and then the second.

pub async fn join2<A, B>(a: A, b: B) -> (u32, u32)
where
    A: Future<Output = u32> + Unpin,
    B: Future<Output = u32> + Unpin,
{
    (a.await, b.await)
}
