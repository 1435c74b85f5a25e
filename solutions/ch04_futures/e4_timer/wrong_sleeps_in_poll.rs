//! misconception: blocked-loop
//! Sleeps in `poll`, and is Ready at once.

use std::{future::poll_fn, task::Poll, thread, time::Instant};

pub fn sleep_until(deadline: Instant) -> impl Future<Output = ()> {
    poll_fn(move |_| {
        while let left = deadline.saturating_duration_since(Instant::now())
            && !left.is_zero()
        {
            thread::sleep(left);
        }
        Poll::Ready(())
    })
}
