//! A struct: the child under way, and the answers so far in a list.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

pub type Answer = Pin<Box<dyn Future<Output = u32>>>;
pub type Ask = Box<dyn FnMut(u32) -> Answer>;

pub struct Sum {
    ask: Ask,
    child: Option<Answer>,
    answers: Vec<u32>,
}

impl Sum {
    pub fn new(ask: Ask) -> Self {
        Self { ask, child: None, answers: Vec::new() }
    }
}

impl Future for Sum {
    type Output = u32;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        let Self { ask, child, answers } = self.get_mut();
        while answers.len() < 3 {
            let question = answers.iter().sum::<u32>().max(1);
            let waiting = child.get_or_insert_with(|| ask(question));
            let Poll::Ready(answer) = waiting.as_mut().poll(cx) else {
                return Poll::Pending;
            };
            *child = None;
            answers.push(answer);
        }
        Poll::Ready(answers.iter().sum())
    }
}
