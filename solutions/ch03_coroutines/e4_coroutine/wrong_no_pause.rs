//! misconception: never-yields
//! `give` stores the value and goes on: the next one is laid over it.

use std::{
    cell::Cell,
    pin::Pin,
    rc::Rc,
    task::{Context, Waker},
};

#[derive(Clone, Default)]
pub struct Co(Rc<Cell<Option<u32>>>);

impl Co {
    pub async fn give(&self, value: u32) {
        self.0.set(Some(value));
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
        Self { block: Some(block), co }
    }
}

impl Iterator for Generator {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let mut cx = Context::from_waker(Waker::noop());
        if self.block.as_mut()?.as_mut().poll(&mut cx).is_ready() {
            self.block = None;
        }
        self.co.0.take()
    }
}
