//! misconception: busy-loop
//! Polls the kettle again and again within one poll.

use std::{cell::RefCell, future::poll_fn, rc::Rc, task::Poll};

pub type Log = Rc<RefCell<Vec<&'static str>>>;

pub fn prepare(
    log: Log,
    kettle: impl Future<Output = u32>,
) -> impl Future<Output = u32> {
    let mut kettle = Box::pin(kettle);
    poll_fn(move |cx| {
        log.borrow_mut().push("filled");
        loop {
            if let Poll::Ready(tea) = kettle.as_mut().poll(cx) {
                log.borrow_mut().push("poured");
                return Poll::Ready(tea);
            }
        }
    })
}
