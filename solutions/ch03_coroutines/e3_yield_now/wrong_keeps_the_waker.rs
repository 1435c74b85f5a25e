//! misconception: lost-wakeup
//! Keeps the waker, and means to call it at the second poll.

use std::{future::poll_fn, task::Poll, task::Waker};

pub fn yield_now() -> impl Future<Output = ()> {
    let mut kept: Option<Waker> = None;
    poll_fn(move |cx| match kept.take() {
        Some(waker) => {
            waker.wake();
            Poll::Ready(())
        }
        None => {
            kept = Some(cx.waker().clone());
            Poll::Pending
        }
    })
}
