//! A pause that knows by a flag of its own that it has been.

use std::{
    cell::RefCell,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

struct Pause(bool);

impl Future for Pause {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.0 {
            return Poll::Ready(());
        }
        self.0 = true;
        Poll::Pending
    }
}

#[derive(Clone, Default)]
pub struct Co(Rc<RefCell<Option<u32>>>);

impl Co {
    pub async fn give(&self, value: u32) {
        *self.0.borrow_mut() = Some(value);
        Pause(false).await;
    }
}

pub struct Generator {
    block: Pin<Box<dyn Future<Output = ()>>>,
    has_ended: bool,
    co: Co,
}

impl Generator {
    pub fn new<B>(body: impl FnOnce(Co) -> B) -> Self
    where
        B: Future<Output = ()> + 'static,
    {
        let co = Co::default();
        let block = Box::pin(body(co.clone()));
        Self { block, has_ended: false, co }
    }
}

impl Iterator for Generator {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.has_ended {
            return None;
        }
        let mut cx = Context::from_waker(Waker::noop());
        self.has_ended = self.block.as_mut().poll(&mut cx).is_ready();
        self.co.0.borrow_mut().take()
    }
}
