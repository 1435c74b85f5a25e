//! Takes the state out at each poll, and puts it back when it must wait.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

pub type Answer = Pin<Box<dyn Future<Output = u32>>>;
pub type Ask = Box<dyn FnMut(u32) -> Answer>;

pub enum Sum {
    Start(Ask),
    First(Ask, Answer),
    Second(Ask, u32, Answer),
    Third(u32, u32, Answer),
    Gone,
}

impl Sum {
    pub fn new(ask: Ask) -> Self {
        Self::Start(ask)
    }
}

impl Future for Sum {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        let next = match std::mem::replace(&mut *self, Self::Gone) {
            Self::Start(mut ask) => {
                let child = ask(1);
                Self::First(ask, child)
            }
            Self::First(mut ask, mut child) => match child.as_mut().poll(cx) {
                Poll::Pending => {
                    *self = Self::First(ask, child);
                    return Poll::Pending;
                }
                Poll::Ready(a) => {
                    let child = ask(a);
                    Self::Second(ask, a, child)
                }
            },
            Self::Second(mut ask, a, mut child) => {
                match child.as_mut().poll(cx) {
                    Poll::Pending => {
                        *self = Self::Second(ask, a, child);
                        return Poll::Pending;
                    }
                    Poll::Ready(b) => Self::Third(a, b, ask(a + b)),
                }
            }
            Self::Third(a, b, mut child) => {
                let polled = child.as_mut().poll(cx);
                if polled.is_pending() {
                    *self = Self::Third(a, b, child);
                }
                return polled.map(|c| a + b + c);
            }
            Self::Gone => panic!("polled after Ready"),
        };
        *self = next;
        // Goes on at once, for the next child may be Ready.
        self.poll(cx)
    }
}
