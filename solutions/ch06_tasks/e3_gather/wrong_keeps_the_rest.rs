//! misconception: leaked-task
//! Gives the error and keeps the other jobs until it is dropped itself.

use std::{future::poll_fn, pin::Pin, task::Poll};

pub type Job = Pin<Box<dyn Future<Output = Result<u32, String>>>>;

pub fn gather(
    mut jobs: Vec<Job>,
) -> impl Future<Output = Result<Vec<u32>, String>> {
    let mut numbers = vec![None; jobs.len()];
    poll_fn(move |cx| {
        for (job, number) in jobs.iter_mut().zip(&mut numbers) {
            if number.is_some() {
                continue;
            }
            match job.as_mut().poll(cx) {
                Poll::Ready(Ok(value)) => *number = Some(value),
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => {}
            }
        }
        let all: Option<Vec<u32>> = numbers.iter().copied().collect();
        // Whoever is left has `cx`, and wakes us when it is time.
        all.map_or(Poll::Pending, |numbers| Poll::Ready(Ok(numbers)))
    })
}
