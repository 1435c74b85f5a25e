//! misconception: not-lazy
//! `give` queues its values and never pauses: all come in one poll.

use std::{
    cell::RefCell,
    collections::VecDeque,
    pin::Pin,
    rc::Rc,
    task::{Context, Waker},
};

#[derive(Clone, Default)]
pub struct Co(Rc<RefCell<VecDeque<u32>>>);

impl Co {
    pub async fn give(&self, value: u32) {
        self.0.borrow_mut().push_back(value);
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
        if let Some(block) = &mut self.block
            && block.as_mut().poll(&mut cx).is_ready()
        {
            self.block = None;
        }
        self.co.0.borrow_mut().pop_front()
    }
}
