//! misconception: lost-wakeup
//! Polls the kettle with a waker that wakes nobody.

use std::{
    cell::RefCell,
    future::poll_fn,
    rc::Rc,
    task::{Context, Poll, Waker},
};

pub type Log = Rc<RefCell<Vec<&'static str>>>;

pub fn prepare(
    log: Log,
    kettle: impl Future<Output = u32>,
) -> impl Future<Output = u32> {
    let mut kettle = Box::pin(kettle);
    let mut is_filled = false;
    poll_fn(move |_| {
        if !is_filled {
            is_filled = true;
            log.borrow_mut().push("filled");
        }
        let mut cx = Context::from_waker(Waker::noop());
        let Poll::Ready(tea) = kettle.as_mut().poll(&mut cx) else {
            return Poll::Pending;
        };
        log.borrow_mut().push("poured");
        Poll::Ready(tea)
    })
}
