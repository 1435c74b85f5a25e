//! The results of many jobs that run at the same time.
//!
//!     gather(vec![fetch(1), fetch(2)]).await      // Ok([10, 20])
//!
//! - All jobs get going at the first poll; then all wait together.
//! - The numbers come in the order of the jobs, whoever ends first. For no
//!   jobs there are no numbers, at once.
//! - The first error ends it at once, though others wait. When it is Ready
//!   with that error, all those others have been dropped.
//! - A job that has ended is not polled again. While jobs wait, it sleeps
//!   with them: whoever wakes a job wakes it.
//!
//! By hand: `poll_fn`, or a struct with `impl Future`; no `try_join_all`.

use std::{future::poll_fn, pin::Pin, task::Poll};

/// A job that gives a number, or says what went wrong.
pub type Job = Pin<Box<dyn Future<Output = Result<u32, String>>>>;

/// Does all jobs at the same time.
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
        // Whoever is left has `cx`, and wakes us when it is time.
        all.map_or(Poll::Pending, |numbers| Poll::Ready(Ok(numbers)))
    })
}
// The trap: `for job in jobs { numbers.push(job.await?) }`. It reads well and
// gives the right numbers, after the sum of all delays.
//
// Refused: to await all jobs and then look for an error, as `join_all` and a
// `collect` do. Each error would wait for the slowest job.
