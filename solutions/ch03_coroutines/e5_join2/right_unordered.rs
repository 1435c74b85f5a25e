//! A set of futures, each with its place.

use futures::{StreamExt, stream::FuturesUnordered};

pub async fn join2<A, B>(a: A, b: B) -> (u32, u32)
where
    A: Future<Output = u32> + Unpin,
    B: Future<Output = u32> + Unpin,
{
    type Child<'a> = Box<dyn Future<Output = (u8, u32)> + Unpin + 'a>;
    let first: Child<'_> = Box::new(Box::pin(async { (0, a.await) }));
    let second: Child<'_> = Box::new(Box::pin(async { (1, b.await) }));
    let mut both: Vec<_> = [first, second]
        .into_iter()
        .collect::<FuturesUnordered<_>>()
        .collect()
        .await;
    both.sort();
    (both[0].1, both[1].1)
}
