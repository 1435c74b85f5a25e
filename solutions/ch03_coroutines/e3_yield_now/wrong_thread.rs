//! misconception: late-wake
//! A thread calls the waker a moment later.

use std::{future::poll_fn, task::Poll, thread, time::Duration};

pub fn yield_now() -> impl Future<Output = ()> {
    let mut has_paused = false;
    poll_fn(move |cx| {
        if has_paused {
            return Poll::Ready(());
        }
        has_paused = true;
        let waker = cx.waker().clone();
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(1));
            waker.wake();
        });
        Poll::Pending
    })
}
