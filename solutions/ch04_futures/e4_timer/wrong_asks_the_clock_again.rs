//! misconception: busy-loop
//! Wakes itself until the time has come.

use std::{future::poll_fn, task::Poll, time::Instant};

pub fn sleep_until(deadline: Instant) -> impl Future<Output = ()> {
    poll_fn(move |cx| {
        if Instant::now() >= deadline {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
}
