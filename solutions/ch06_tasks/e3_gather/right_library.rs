//! What the library has for this, though the statement says by hand.

use std::pin::Pin;

use futures::future::try_join_all;

pub type Job = Pin<Box<dyn Future<Output = Result<u32, String>>>>;

pub async fn gather(jobs: Vec<Job>) -> Result<Vec<u32>, String> {
    try_join_all(jobs).await
}
