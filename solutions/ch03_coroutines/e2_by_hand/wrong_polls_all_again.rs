//! misconception: polled-after-ready
//! Keeps the children, and polls them from the first at each poll.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

pub type Answer = Pin<Box<dyn Future<Output = u32>>>;
pub type Ask = Box<dyn FnMut(u32) -> Answer>;

pub struct Sum {
    ask: Ask,
    children: Vec<Answer>,
}

impl Sum {
    pub fn new(ask: Ask) -> Self {
        Self { ask, children: Vec::new() }
    }
}

impl Future for Sum {
    type Output = u32;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        let Self { ask, children } = self.get_mut();
        let mut sum = 0;
        for place in 0..3 {
            if children.len() == place {
                children.push(ask(sum.max(1)));
            }
            let Poll::Ready(answer) = children[place].as_mut().poll(cx) else {
                return Poll::Pending;
            };
            sum += answer;
        }
        Poll::Ready(sum)
    }
}
