//! misconception: poll-under-lock
//! `next` locks the place before it polls, and `give` wants to fill it.

use std::{
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Waker},
};

#[derive(Clone, Default)]
pub struct Co(Arc<Mutex<Option<u32>>>);

impl Co {
    pub async fn give(&self, value: u32) {
        *self.0.lock().expect("nobody panics") = Some(value);
        futures::pending!();
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
        Self { block: Some(Box::pin(body(co.clone()))), co }
    }
}

impl Iterator for Generator {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let block = self.block.as_mut()?;
        let mut place = self.co.0.lock().expect("nobody panics");
        let mut cx = Context::from_waker(Waker::noop());
        if block.as_mut().poll(&mut cx).is_ready() {
            self.block = None;
        }
        place.take()
    }
}
