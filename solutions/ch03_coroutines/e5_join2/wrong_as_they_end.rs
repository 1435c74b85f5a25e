//! misconception: lost-order
//! The numbers in the order of the ends, not in that of the futures.

use futures::future::select;

pub async fn join2<A, B>(a: A, b: B) -> (u32, u32)
where
    A: Future<Output = u32> + Unpin,
    B: Future<Output = u32> + Unpin,
{
    match select(a, b).await {
        futures::future::Either::Left((x, b)) => (x, b.await),
        futures::future::Either::Right((y, a)) => (y, a.await),
    }
}
