//! misconception: lost-progress
//! Takes the state out, and puts nothing back when the child is Pending.

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
            let next = match mem::replace(&mut *self, Self::Done) {
                Self::Start(mut ask) => {
                    let child = ask(1);
                    Self::First(ask, child)
                }
                Self::First(mut ask, mut child) => {
                    let Poll::Ready(a) = child.as_mut().poll(cx) else {
                        return Poll::Pending;
                    };
                    let child = ask(a);
                    Self::Second(ask, a, child)
                }
                Self::Second(mut ask, a, mut child) => {
                    let Poll::Ready(b) = child.as_mut().poll(cx) else {
                        return Poll::Pending;
                    };
                    Self::Third(a + b, ask(a + b))
                }
                Self::Third(a_and_b, mut child) => {
                    return child.as_mut().poll(cx).map(|c| a_and_b + c);
                }
                Self::Done => panic!("nothing is left to poll"),
            };
            *self = next;
        }
    }
}
