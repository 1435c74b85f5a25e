//! misconception: lost-progress
//! Keeps nothing: each poll asks all the questions anew.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

pub type Answer = Pin<Box<dyn Future<Output = u32>>>;
pub type Ask = Box<dyn FnMut(u32) -> Answer>;

pub struct Sum(Ask);

impl Sum {
    pub fn new(ask: Ask) -> Self {
        Self(ask)
    }
}

impl Future for Sum {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        let mut sum = 0;
        for _ in 0..3 {
            let mut child = self.0(sum.max(1));
            let Poll::Ready(answer) = child.as_mut().poll(cx) else {
                return Poll::Pending;
            };
            sum += answer;
        }
        Poll::Ready(sum)
    }
}
