//! misconception: stale-waker
//! Starts its thread with the first waker; the clock decides.

use std::{future::poll_fn, task::Poll, thread, time::Instant};

pub fn sleep_until(deadline: Instant) -> impl Future<Output = ()> {
    let mut has_begun = false;
    poll_fn(move |cx| {
        if Instant::now() >= deadline {
            return Poll::Ready(());
        }
        if !has_begun {
            has_begun = true;
            let waker = cx.waker().clone();
            thread::spawn(move || {
                let left = deadline.saturating_duration_since(Instant::now());
                thread::sleep(left);
                waker.wake();
            });
        }
        Poll::Pending
    })
}
