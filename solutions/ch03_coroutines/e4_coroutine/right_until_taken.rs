//! `give` is Pending as long as its value lies there.

use std::{
    future::poll_fn,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
};

pub struct Co {
    slot: Arc<Mutex<Option<u32>>>,
}

impl Co {
    pub async fn give(&self, value: u32) {
        *self.slot.lock().expect("nobody panics with it") = Some(value);
        poll_fn(|_| {
            if self.slot.lock().expect("nobody panics with it").is_some() {
                Poll::Pending
            } else {
                Poll::Ready(())
            }
        })
        .await;
    }
}

pub struct Generator {
    slot: Arc<Mutex<Option<u32>>>,
    body: Pin<Box<dyn Future<Output = ()>>>,
    over: bool,
}

impl Generator {
    pub fn new<B>(body: impl FnOnce(Co) -> B) -> Self
    where
        B: Future<Output = ()> + 'static,
    {
        let slot = Arc::new(Mutex::new(None));
        Self {
            body: Box::pin(body(Co { slot: slot.clone() })),
            slot,
            over: false,
        }
    }
}

impl Iterator for Generator {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.over {
            return None;
        }
        let mut cx = Context::from_waker(Waker::noop());
        self.over = self.body.as_mut().poll(&mut cx).is_ready();
        self.slot.lock().expect("nobody panics with it").take()
    }
}
