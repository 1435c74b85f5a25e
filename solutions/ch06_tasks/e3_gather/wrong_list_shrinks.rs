//! misconception: lost-order
//! Takes who has ended out of the list: the others move up.

use std::{future::poll_fn, pin::Pin, task::Poll};

pub type Job = Pin<Box<dyn Future<Output = Result<u32, String>>>>;

pub fn gather(
    mut jobs: Vec<Job>,
) -> impl Future<Output = Result<Vec<u32>, String>> {
    let mut numbers = vec![0; jobs.len()];
    poll_fn(move |cx| {
        let mut place = 0;
        while place < jobs.len() {
            match jobs[place].as_mut().poll(cx) {
                Poll::Ready(Ok(number)) => {
                    drop(jobs.remove(place));
                    let last = jobs.len();
                    numbers[last] = number;
                }
                Poll::Ready(Err(error)) => {
                    jobs.clear();
                    return Poll::Ready(Err(error));
                }
                Poll::Pending => place += 1,
            }
        }
        if jobs.is_empty() {
            numbers.reverse();
            return Poll::Ready(Ok(std::mem::take(&mut numbers)));
        }
        Poll::Pending
    })
}
