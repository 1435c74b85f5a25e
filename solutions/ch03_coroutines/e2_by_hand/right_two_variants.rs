//! Two variants, changed in place: how many answers came tells where it stands.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

pub type Answer = Pin<Box<dyn Future<Output = u32>>>;
pub type Ask = Box<dyn FnMut(u32) -> Answer>;

pub enum Sum {
    Start(Ask),
    Waits { ask: Ask, child: Answer, got: Vec<u32> },
}

impl Sum {
    pub fn new(ask: Ask) -> Self {
        Self::Start(ask)
    }
}

impl Future for Sum {
    type Output = u32;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        let sum = self.get_mut();
        if let Self::Start(ask) = sum {
            let child = ask(1);
            let ask = std::mem::replace(ask, Box::new(|_| unreachable!()));
            *sum = Self::Waits { ask, child, got: vec![] };
        }
        let Self::Waits { ask, child, got } = sum else { unreachable!() };
        loop {
            match child.as_mut().poll(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(answer) => got.push(answer),
            }
            if got.len() == 3 {
                return Poll::Ready(got.iter().sum());
            }
            *child = ask(got.iter().sum());
        }
    }
}
