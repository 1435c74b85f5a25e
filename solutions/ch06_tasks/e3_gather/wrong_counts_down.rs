//! misconception: empty-input
//! Is Ready when the last job ends; without jobs none does.

use std::{future::poll_fn, pin::Pin, task::Poll};

pub type Job = Pin<Box<dyn Future<Output = Result<u32, String>>>>;

pub fn gather(
    mut jobs: Vec<Job>,
) -> impl Future<Output = Result<Vec<u32>, String>> {
    let mut numbers = vec![None; jobs.len()];
    let mut n_left = jobs.len();
    poll_fn(move |cx| {
        for place in 0..jobs.len() {
            if numbers[place].is_some() {
                continue;
            }
            let Poll::Ready(result) = jobs[place].as_mut().poll(cx) else {
                continue;
            };
            match result {
                Ok(number) => numbers[place] = Some(number),
                Err(error) => {
                    jobs.clear();
                    return Poll::Ready(Err(error));
                }
            }
            n_left -= 1;
            if n_left == 0 {
                return Poll::Ready(Ok(numbers.drain(..).flatten().collect()));
            }
        }
        Poll::Pending
    })
}
