//! misconception: eager-start
//! Asks the first question where the future is made.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

pub type Answer = Pin<Box<dyn Future<Output = u32>>>;
pub type Ask = Box<dyn FnMut(u32) -> Answer>;

pub enum Sum {
    First(Ask, Answer),
    Second(Ask, u32, Answer),
    Third(u32, Answer),
}

impl Sum {
    pub fn new(mut ask: Ask) -> Self {
        let child = ask(1);
        Self::First(ask, child)
    }
}

impl Future for Sum {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        let (Self::First(_, child)
        | Self::Second(_, _, child)
        | Self::Third(_, child)) = &mut *self;
        let Poll::Ready(answer) = child.as_mut().poll(cx) else {
            return Poll::Pending;
        };
        let next = match &mut *self {
            Self::First(ask, _) => {
                let child = ask(answer);
                let ask = std::mem::replace(ask, Box::new(|_| panic!()));
                Self::Second(ask, answer, child)
            }
            Self::Second(ask, a, _) => {
                Self::Third(*a + answer, ask(*a + answer))
            }
            Self::Third(a_and_b, _) => return Poll::Ready(*a_and_b + answer),
        };
        *self = next;
        self.poll(cx)
    }
}
