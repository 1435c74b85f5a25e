//! misconception: never-yields
//! Wakes, and is Ready all the same.

use std::{future::poll_fn, task::Poll};

pub fn yield_now() -> impl Future<Output = ()> {
    poll_fn(|cx| {
        cx.waker().wake_by_ref();
        Poll::Ready(())
    })
}
