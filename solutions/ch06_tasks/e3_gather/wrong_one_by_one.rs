//! misconception: sequential-await
//! Awaits one job after the other.

use std::pin::Pin;

pub type Job = Pin<Box<dyn Future<Output = Result<u32, String>>>>;

pub async fn gather(jobs: Vec<Job>) -> Result<Vec<u32>, String> {
    let mut numbers = Vec::new();
    for job in jobs {
        numbers.push(job.await?);
    }
    Ok(numbers)
}
