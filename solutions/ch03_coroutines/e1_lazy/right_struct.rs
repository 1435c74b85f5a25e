//! A struct that polls the kettle, and knows whether it is filled.

use std::{
    cell::RefCell,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

pub type Log = Rc<RefCell<Vec<&'static str>>>;

struct Tea<K> {
    log: Log,
    kettle: Pin<Box<K>>,
    state: u8,
}

impl<K: Future<Output = u32>> Future for Tea<K> {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        if self.state == 0 {
            self.log.borrow_mut().push("filled");
            self.state = 1;
        }
        let Poll::Ready(cups) = self.kettle.as_mut().poll(cx) else {
            return Poll::Pending;
        };
        self.log.borrow_mut().push("poured");
        Poll::Ready(cups)
    }
}

pub fn prepare(
    log: Log,
    kettle: impl Future<Output = u32>,
) -> impl Future<Output = u32> {
    Tea { log, kettle: Box::pin(kettle), state: 0 }
}
