//! misconception: lost-wakeup
//! Looks at the clock and trusts that somebody will poll again.

use std::{future::poll_fn, task::Poll, time::Instant};

pub fn sleep_until(deadline: Instant) -> impl Future<Output = ()> {
    poll_fn(move |_| match Instant::now() >= deadline {
        true => Poll::Ready(()),
        false => Poll::Pending,
    })
}
