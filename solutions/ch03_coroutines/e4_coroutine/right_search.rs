//! Polls until a value lies there; `give` may pause as often as it likes.

use std::{
    cell::RefCell,
    collections::VecDeque,
    future::poll_fn,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

type Values = Rc<RefCell<VecDeque<u32>>>;

pub struct Co(Values);

impl Co {
    pub async fn give(&self, value: u32) {
        self.0.borrow_mut().push_back(value);
        let mut pauses = 2;
        poll_fn(|_| {
            if pauses == 0 {
                return Poll::Ready(());
            }
            pauses -= 1;
            Poll::Pending
        })
        .await;
    }
}

pub enum Generator {
    Running(Pin<Box<dyn Future<Output = ()>>>, Values),
    Ended,
}

impl Generator {
    pub fn new<B>(body: impl FnOnce(Co) -> B) -> Self
    where
        B: Future<Output = ()> + 'static,
    {
        let values = Values::default();
        Self::Running(Box::pin(body(Co(values.clone()))), values)
    }
}

impl Iterator for Generator {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let mut cx = Context::from_waker(Waker::noop());
        loop {
            let Self::Running(block, values) = self else { return None };
            if block.as_mut().poll(&mut cx).is_ready() {
                *self = Self::Ended;
                continue;
            }
            let value = values.borrow_mut().pop_front();
            if value.is_some() {
                return value;
            }
        }
    }
}
