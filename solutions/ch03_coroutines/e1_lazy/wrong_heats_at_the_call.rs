//! misconception: eager-start
//! Polls the kettle once at the call, to get it going.

use std::{
    cell::RefCell,
    rc::Rc,
    task::{Context, Poll, Waker},
};

pub type Log = Rc<RefCell<Vec<&'static str>>>;

pub fn prepare(
    log: Log,
    kettle: impl Future<Output = u32>,
) -> impl Future<Output = u32> {
    let mut kettle = Box::pin(kettle);
    let early = kettle.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    async move {
        log.borrow_mut().push("filled");
        let tea = match early {
            Poll::Ready(tea) => tea,
            Poll::Pending => kettle.await,
        };
        log.borrow_mut().push("poured");
        tea
    }
}
