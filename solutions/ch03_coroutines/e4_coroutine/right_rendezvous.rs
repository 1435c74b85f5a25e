//! `next` leaves a wish, and `give` waits for the following one.

use std::{
    cell::Cell,
    future::poll_fn,
    iter,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

type Values = Box<dyn Iterator<Item = u32>>;

#[derive(Default)]
struct Desk {
    asked: Cell<bool>,
    value: Cell<Option<u32>>,
}

pub struct Co {
    desk: Rc<Desk>,
}

impl Co {
    pub async fn give(&self, value: u32) {
        poll_fn(|_| {
            if self.desk.asked.replace(false) {
                self.desk.value.set(Some(value));
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
        poll_fn(|_| match self.desk.asked.get() {
            true => Poll::Ready(()),
            false => Poll::Pending,
        })
        .await;
    }
}

pub struct Generator {
    values: Values,
}

impl Generator {
    pub fn new<B>(body: impl FnOnce(Co) -> B) -> Self
    where
        B: Future<Output = ()> + 'static,
    {
        let desk = Rc::new(Desk::default());
        let mut body: Pin<Box<B>> = Box::pin(body(Co { desk: desk.clone() }));
        let values = iter::from_fn(move || {
            desk.asked.set(true);
            let mut cx = Context::from_waker(Waker::noop());
            let _ = body.as_mut().poll(&mut cx);
            desk.value.take()
        });
        Self { values: Box::new(values.fuse()) }
    }
}

impl Iterator for Generator {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        self.values.next()
    }
}
