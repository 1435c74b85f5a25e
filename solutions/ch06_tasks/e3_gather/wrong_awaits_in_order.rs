//! misconception: stale-waker
//! Begins all, then awaits them in order: the others keep an old waker.

use std::{future::poll_fn, pin::Pin, task::Poll};

pub type Job = Pin<Box<dyn Future<Output = Result<u32, String>>>>;

pub async fn gather(mut jobs: Vec<Job>) -> Result<Vec<u32>, String> {
    let begun = poll_fn(|cx| {
        let polled = jobs.iter_mut().map(|job| job.as_mut().poll(cx));
        Poll::Ready(polled.collect::<Vec<_>>())
    });
    let mut numbers = Vec::new();
    for (job, begun) in begun.await.into_iter().enumerate() {
        numbers.push(match begun {
            Poll::Ready(result) => result?,
            Poll::Pending => jobs[job].as_mut().await?,
        });
    }
    Ok(numbers)
}
