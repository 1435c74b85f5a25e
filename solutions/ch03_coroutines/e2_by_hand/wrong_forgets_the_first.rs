//! misconception: lost-value
//! Keeps the latest answer alone.

use std::{
    mem,
    pin::Pin,
    task::{Context, Poll},
};

pub type Answer = Pin<Box<dyn Future<Output = u32>>>;
pub type Ask = Box<dyn FnMut(u32) -> Answer>;

pub enum Sum {
    Start(Ask),
    First(Ask, Answer),
    Second(Ask, u32, Answer),
    Third(u32, Answer),
    Done,
}

impl Sum {
    pub fn new(ask: Ask) -> Self {
        Self::Start(ask)
    }
}

impl Future for Sum {
    type Output = u32;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        loop {
            let answer = match &mut *self {
                Self::Start(_) => 0,
                Self::First(_, child)
                | Self::Second(_, _, child)
                | Self::Third(_, child) => match child.as_mut().poll(cx) {
                    Poll::Ready(answer) => answer,
                    Poll::Pending => return Poll::Pending,
                },
                Self::Done => panic!("polled after Ready"),
            };
            let next = match mem::replace(&mut *self, Self::Done) {
                Self::Start(mut ask) => {
                    let child = ask(1);
                    Self::First(ask, child)
                }
                Self::First(mut ask, _) => {
                    let child = ask(answer);
                    Self::Second(ask, answer, child)
                }
                Self::Second(mut ask, _, _) => Self::Third(answer, ask(answer)),
                Self::Third(a_and_b, _) => {
                    return Poll::Ready(a_and_b + answer);
                }
                Self::Done => unreachable!("left above"),
            };
            *self = next;
        }
    }
}
