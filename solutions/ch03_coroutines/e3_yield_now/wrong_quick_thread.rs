//! misconception: late-wake
//! A thread calls the waker at once, and may be done before this one is.

use std::{future::poll_fn, task::Poll, thread};

pub fn yield_now() -> impl Future<Output = ()> {
    let mut has_paused = false;
    poll_fn(move |cx| {
        if has_paused {
            return Poll::Ready(());
        }
        has_paused = true;
        let waker = cx.waker().clone();
        thread::spawn(move || waker.wake());
        Poll::Pending
    })
}
