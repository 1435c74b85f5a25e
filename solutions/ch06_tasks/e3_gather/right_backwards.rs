//! From the last to the first, with the unfinished ones in a list.

use std::{collections::BTreeMap, future::poll_fn, pin::Pin, task::Poll};

pub type Job = Pin<Box<dyn Future<Output = Result<u32, String>>>>;

pub async fn gather(jobs: Vec<Job>) -> Result<Vec<u32>, String> {
    let mut left: Vec<(usize, Job)> =
        jobs.into_iter().enumerate().rev().collect();
    let mut numbers = BTreeMap::new();
    poll_fn(move |cx| {
        let mut first_error = None;
        left.retain_mut(|(place, job)| match job.as_mut().poll(cx) {
            Poll::Pending => true,
            Poll::Ready(Ok(number)) => {
                numbers.insert(*place, number);
                false
            }
            Poll::Ready(Err(error)) => {
                first_error.get_or_insert(error);
                false
            }
        });
        match first_error {
            Some(error) => Poll::Ready(Err(error)),
            None if left.is_empty() => {
                Poll::Ready(Ok(numbers.values().copied().collect()))
            }
            None => Poll::Pending,
        }
    })
    .await
}
