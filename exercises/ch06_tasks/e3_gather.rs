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
    jobs: Vec<Job>,
) -> impl Future<Output = Result<Vec<u32>, String>> {
    poll_fn(move |_cx| -> Poll<Result<Vec<u32>, String>> {
        let _jobs = &jobs;
        todo!("poll those that have no number yet")
    })
}
