//! misconception: busy-loop
//! Asks for its next poll as long as a number is missing.

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
                Poll::Ready(Err(error)) => {
                    // Now, and not when somebody drops what we returned.
                    jobs.clear();
                    return Poll::Ready(Err(error));
                }
                Poll::Pending => {}
            }
        }
        let all: Option<Vec<u32>> = numbers.iter().copied().collect();
        let Some(numbers) = all else {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        };
        Poll::Ready(Ok(numbers))
    })
}
