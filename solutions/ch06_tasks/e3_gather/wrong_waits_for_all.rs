//! misconception: late-error
//! Waits for all results, then looks whether one is an error.

use std::pin::Pin;

use futures::future::join_all;

pub type Job = Pin<Box<dyn Future<Output = Result<u32, String>>>>;

pub async fn gather(jobs: Vec<Job>) -> Result<Vec<u32>, String> {
    join_all(jobs).await.into_iter().collect()
}
