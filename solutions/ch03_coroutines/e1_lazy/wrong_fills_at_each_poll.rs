//! misconception: repolled-side-effect
//! Writes the first line whenever it is polled.

use std::{cell::RefCell, future::poll_fn, rc::Rc, task::Poll};

pub type Log = Rc<RefCell<Vec<&'static str>>>;

pub fn prepare(
    log: Log,
    kettle: impl Future<Output = u32>,
) -> impl Future<Output = u32> {
    let mut kettle = Box::pin(kettle);
    poll_fn(move |cx| {
        log.borrow_mut().push("filled");
        let Poll::Ready(tea) = kettle.as_mut().poll(cx) else {
            return Poll::Pending;
        };
        log.borrow_mut().push("poured");
        Poll::Ready(tea)
    })
}
