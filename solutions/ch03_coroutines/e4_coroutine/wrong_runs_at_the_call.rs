//! misconception: eager-start
//! Runs to the first `give` at the call, and one `give` ahead ever after.

use std::{
    cell::Cell,
    future::poll_fn,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

#[derive(Clone, Default)]
pub struct Co(Rc<Cell<Option<u32>>>);

impl Co {
    pub async fn give(&self, value: u32) {
        self.0.set(Some(value));
        let mut has_paused = false;
        poll_fn(|_| {
            if has_paused {
                return Poll::Ready(());
            }
            has_paused = true;
            Poll::Pending
        })
        .await;
    }
}

pub struct Generator {
    block: Option<Pin<Box<dyn Future<Output = ()>>>>,
    co: Co,
}

impl Generator {
    pub fn new<B>(body: impl FnOnce(Co) -> B) -> Self
    where
        B: Future<Output = ()> + 'static,
    {
        let co = Co::default();
        let block = Box::pin(body(co.clone()));
        let mut generator = Self { block: Some(block), co };
        generator.run();
        generator
    }
}

impl Generator {
    fn run(&mut self) {
        let mut cx = Context::from_waker(Waker::noop());
        let Some(block) = &mut self.block else { return };
        if block.as_mut().poll(&mut cx).is_ready() {
            self.block = None;
        }
    }
}

impl Iterator for Generator {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let value = self.co.0.take();
        self.run();
        value
    }
}
