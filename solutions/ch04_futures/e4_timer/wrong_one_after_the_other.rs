//! misconception: blocked-loop
//! One thread for all, which sleeps for each timer in the order of the polls.

use std::{
    future::poll_fn,
    sync::{
        OnceLock,
        mpsc::{Sender, channel},
    },
    task::{Poll, Waker},
    thread,
    time::Instant,
};

fn clock() -> &'static Sender<(Instant, Waker)> {
    static CLOCK: OnceLock<Sender<(Instant, Waker)>> = OnceLock::new();
    CLOCK.get_or_init(|| {
        let (sender, timers) = channel::<(Instant, Waker)>();
        thread::spawn(move || {
            for (deadline, waker) in timers {
                let left = Instant::saturating_duration_since;
                thread::sleep(left(&deadline, Instant::now()));
                waker.wake();
            }
        });
        sender
    })
}

pub fn sleep_until(deadline: Instant) -> impl Future<Output = ()> {
    poll_fn(move |cx| {
        if Instant::now() >= deadline {
            return Poll::Ready(());
        }
        let timer = (deadline, cx.waker().clone());
        clock().send(timer).expect("the thread never ends");
        Poll::Pending
    })
}
