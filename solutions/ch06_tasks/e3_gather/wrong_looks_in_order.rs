//! misconception: late-error
//! Keeps each result, and looks at them in order: an error is seen once all
//! jobs ahead of it have ended.

use std::{future::poll_fn, pin::Pin, task::Poll};

pub type Job = Pin<Box<dyn Future<Output = Result<u32, String>>>>;

pub fn gather(
    mut jobs: Vec<Job>,
) -> impl Future<Output = Result<Vec<u32>, String>> {
    let mut results = vec![None; jobs.len()];
    poll_fn(move |cx| {
        for (job, result) in jobs.iter_mut().zip(&mut results) {
            if result.is_none()
                && let Poll::Ready(value) = job.as_mut().poll(cx)
            {
                *result = Some(value);
            }
        }
        let mut numbers = Vec::new();
        for result in &results {
            match result {
                None => return Poll::Pending,
                Some(Ok(number)) => numbers.push(*number),
                Some(Err(error)) => {
                    jobs.clear();
                    return Poll::Ready(Err(error.clone()));
                }
            }
        }
        Poll::Ready(Ok(numbers))
    })
}
