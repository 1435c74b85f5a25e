//! One place for all generators of the thread: whoever gives, the value is
//! taken out before anybody else runs.

use std::{
    cell::Cell,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, Waker},
};

thread_local! {
    static PLACE: Cell<Option<u32>> = const { Cell::new(None) };
}

pub struct Co;

impl Co {
    pub async fn give(&self, value: u32) {
        PLACE.set(Some(value));
        // Pending until the caller has taken the value out.
        poll_fn(|_| match PLACE.get() {
            Some(_) => Poll::Pending,
            None => Poll::Ready(()),
        })
        .await;
    }
}

pub struct Generator {
    block: Option<Pin<Box<dyn Future<Output = ()>>>>,
}

impl Generator {
    pub fn new<B>(body: impl FnOnce(Co) -> B) -> Self
    where
        B: Future<Output = ()> + 'static,
    {
        Self { block: Some(Box::pin(body(Co))) }
    }
}

impl Iterator for Generator {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let mut cx = Context::from_waker(Waker::noop());
        if self.block.as_mut()?.as_mut().poll(&mut cx).is_ready() {
            self.block = None;
        }
        PLACE.take()
    }
}
