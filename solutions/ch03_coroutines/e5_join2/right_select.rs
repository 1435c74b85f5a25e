//! Whoever ends first, and then the other.

use futures::future::{Either, select};

pub async fn join2<A, B>(a: A, b: B) -> (u32, u32)
where
    A: Future<Output = u32> + Unpin,
    B: Future<Output = u32> + Unpin,
{
    match select(a, b).await {
        Either::Left((x, b)) => (x, b.await),
        Either::Right((y, a)) => (a.await, y),
    }
}
