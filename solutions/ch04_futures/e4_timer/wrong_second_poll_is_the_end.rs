//! misconception: early-timer
//! Takes it for the end that somebody polls again.

use std::{future::poll_fn, task::Poll, thread, time::Instant};

pub fn sleep_until(deadline: Instant) -> impl Future<Output = ()> {
    let mut has_begun = false;
    poll_fn(move |cx| {
        if has_begun || Instant::now() >= deadline {
            return Poll::Ready(());
        }
        has_begun = true;
        let waker = cx.waker().clone();
        thread::spawn(move || {
            thread::sleep(deadline.saturating_duration_since(Instant::now()));
            waker.wake();
        });
        Poll::Pending
    })
}
