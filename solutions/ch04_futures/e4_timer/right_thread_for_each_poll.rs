//! Each Pending starts a thread with its waker, and the clock decides.

use std::{future::poll_fn, task::Poll, thread, time::Instant};

pub fn sleep_until(deadline: Instant) -> impl Future<Output = ()> {
    poll_fn(move |cx| {
        if Instant::now() >= deadline {
            return Poll::Ready(());
        }
        let waker = cx.waker().clone();
        thread::spawn(move || {
            while let left = deadline.saturating_duration_since(Instant::now())
                && !left.is_zero()
            {
                thread::sleep(left);
            }
            waker.wake();
        });
        Poll::Pending
    })
}
