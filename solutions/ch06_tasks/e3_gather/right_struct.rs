//! A struct with one list, of an enum: under way, or a number.

use std::{
    mem,
    pin::Pin,
    task::{Context, Poll},
};

pub type Job = Pin<Box<dyn Future<Output = Result<u32, String>>>>;

enum Place {
    UnderWay(Job),
    Ended(u32),
}

pub struct Gather(Vec<Place>);

pub fn gather(jobs: Vec<Job>) -> Gather {
    Gather(jobs.into_iter().map(Place::UnderWay).collect())
}

impl Future for Gather {
    type Output = Result<Vec<u32>, String>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let mut numbers = Vec::new();
        let mut places = mem::take(&mut self.0);
        for place in &mut places {
            if let Place::UnderWay(job) = place {
                match job.as_mut().poll(cx) {
                    Poll::Ready(Ok(number)) => *place = Place::Ended(number),
                    // `places` goes with this return, and all jobs in it.
                    Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                    Poll::Pending => {}
                }
            }
            if let Place::Ended(number) = place {
                numbers.push(*number);
            }
        }
        if numbers.len() == places.len() {
            return Poll::Ready(Ok(numbers));
        }
        self.0 = places;
        Poll::Pending
    }
}
