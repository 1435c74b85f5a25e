//! The jobs in a set that polls whom it must; each brings its place along.

use std::pin::Pin;

use futures::{StreamExt, stream::FuturesUnordered};

pub type Job = Pin<Box<dyn Future<Output = Result<u32, String>>>>;

pub async fn gather(jobs: Vec<Job>) -> Result<Vec<u32>, String> {
    let mut numbers = vec![0; jobs.len()];
    let numbered = jobs.into_iter().enumerate();
    let mut running: FuturesUnordered<_> = numbered
        .map(|(place, job)| async move { (place, job.await) })
        .collect();
    while let Some((place, result)) = running.next().await {
        numbers[place] = result?;
    }
    Ok(numbers)
}
