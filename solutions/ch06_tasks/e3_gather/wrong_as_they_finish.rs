//! misconception: lost-order
//! Collects the numbers as they come.

use std::pin::Pin;

use futures::{StreamExt, stream::FuturesUnordered};

pub type Job = Pin<Box<dyn Future<Output = Result<u32, String>>>>;

pub async fn gather(jobs: Vec<Job>) -> Result<Vec<u32>, String> {
    let mut running: FuturesUnordered<_> = jobs.into_iter().collect();
    let mut numbers = Vec::new();
    while let Some(result) = running.next().await {
        numbers.push(result?);
    }
    Ok(numbers)
}
