//! misconception: busy-loop
//! Has itself woken a millisecond later, each time, until the time has come.

use std::{
    future::poll_fn,
    task::Poll,
    thread,
    time::{Duration, Instant},
};

pub fn sleep_until(deadline: Instant) -> impl Future<Output = ()> {
    poll_fn(move |cx| {
        if Instant::now() >= deadline {
            return Poll::Ready(());
        }
        let waker = cx.waker().clone();
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(1));
            waker.wake();
        });
        Poll::Pending
    })
}
