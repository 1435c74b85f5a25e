//! misconception: lost-wakeup
//! Pending, and nobody is told to come back.

use std::{future::poll_fn, task::Poll};

pub fn yield_now() -> impl Future<Output = ()> {
    let mut has_paused = false;
    poll_fn(move |_| {
        if has_paused {
            return Poll::Ready(());
        }
        has_paused = true;
        Poll::Pending
    })
}
