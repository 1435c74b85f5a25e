//! misconception: blocked-loop
//! Blocks the thread for each job, which needs the thread to get further.

use std::pin::Pin;

pub type Job = Pin<Box<dyn Future<Output = Result<u32, String>>>>;

pub async fn gather(jobs: Vec<Job>) -> Result<Vec<u32>, String> {
    jobs.into_iter().map(miniloop::block_on).collect()
}
