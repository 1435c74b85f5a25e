//! A channel carries the values; a body that is ended is `ready` for ever.

use std::{
    future::poll_fn,
    pin::Pin,
    sync::mpsc::{Receiver, Sender, channel},
    task::{Context, Poll, Waker},
};

pub struct Co(Sender<u32>);

impl Co {
    pub fn give(&self, value: u32) -> impl Future<Output = ()> {
        let mut value = Some(value);
        poll_fn(move |_| match value.take() {
            Some(value) => {
                self.0.send(value).expect("the generator outlives its body");
                Poll::Pending
            }
            None => Poll::Ready(()),
        })
    }
}

pub struct Generator {
    block: Pin<Box<dyn Future<Output = ()>>>,
    values: Receiver<u32>,
}

impl Generator {
    pub fn new<B>(body: impl FnOnce(Co) -> B) -> Self
    where
        B: Future<Output = ()> + 'static,
    {
        let (sender, values) = channel();
        let mut block = Some(Box::pin(body(Co(sender))));
        let once = poll_fn(move |cx| {
            let Some(running) = &mut block else { return Poll::Ready(()) };
            let polled = running.as_mut().poll(cx);
            if polled.is_ready() {
                block = None;
            }
            polled
        });
        Self { block: Box::pin(once), values }
    }
}

impl Iterator for Generator {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let mut cx = Context::from_waker(Waker::noop());
        match self.block.as_mut().poll(&mut cx) {
            Poll::Ready(()) => None,
            Poll::Pending => self.values.try_recv().ok(),
        }
    }
}
