//! misconception: blocked-loop
//! Has a thread sleep, and waits in `poll` for its end.

use std::{future::poll_fn, task::Poll, thread, time::Instant};

pub fn sleep_until(deadline: Instant) -> impl Future<Output = ()> {
    poll_fn(move |_| {
        let sleeper = thread::spawn(move || {
            while let left = deadline.saturating_duration_since(Instant::now())
                && !left.is_zero()
            {
                thread::sleep(left);
            }
        });
        sleeper.join().expect("it does nothing but sleep");
        Poll::Ready(())
    })
}
