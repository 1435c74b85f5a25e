//! A closure that remembers whether it has filled the kettle.

use std::{cell::RefCell, future::poll_fn, rc::Rc, task::Poll};

pub type Log = Rc<RefCell<Vec<&'static str>>>;

pub fn prepare(
    log: Log,
    kettle: impl Future<Output = u32>,
) -> impl Future<Output = u32> {
    let mut kettle = Box::pin(kettle);
    let mut is_filled = false;
    poll_fn(move |cx| {
        if !is_filled {
            is_filled = true;
            log.borrow_mut().push("filled");
        }
        let polled = kettle.as_mut().poll(cx);
        if let Poll::Ready(_) = polled {
            log.borrow_mut().push("poured");
        }
        polled
    })
}
