//! No loop: each step computes the next variant, stores it by `Pin::set` and
//! polls itself anew.

use std::{
    mem::replace,
    pin::Pin,
    task::{Context, Poll, ready},
};

pub type Answer = Pin<Box<dyn Future<Output = u32>>>;
pub type Ask = Box<dyn FnMut(u32) -> Answer>;

pub enum Sum {
    Start(Ask),
    First(Ask, Answer),
    Second { ask: Ask, answer: Answer, a: u32 },
    Third { answer: Answer, ab: u32 },
}

impl Sum {
    pub fn new(ask: Ask) -> Self {
        Self::Start(ask)
    }
}

/// Moves the closure out; one without captures takes no heap.
fn take(ask: &mut Ask) -> Ask {
    replace(ask, Box::new(|_| unreachable!("the next variant asks")))
}

impl Future for Sum {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        let next = match &mut *self {
            Self::Start(ask) => {
                let mut ask = take(ask);
                let answer = ask(1);
                Self::First(ask, answer)
            }
            Self::First(ask, answer) => {
                let a = ready!(answer.as_mut().poll(cx));
                let mut ask = take(ask);
                let answer = ask(a);
                Self::Second { ask, answer, a }
            }
            Self::Second { ask, answer, a } => {
                let ab = *a + ready!(answer.as_mut().poll(cx));
                Self::Third { answer: ask(ab), ab }
            }
            Self::Third { answer, ab } => {
                return answer.as_mut().poll(cx).map(|c| *ab + c);
            }
        };
        self.set(next);
        self.poll(cx)
    }
}
