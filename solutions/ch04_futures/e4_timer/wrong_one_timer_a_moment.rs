//! misconception: overwritten-state
//! One thread, and a map by deadline: who comes second puts the first one out.

use std::{
    collections::BTreeMap,
    future::poll_fn,
    sync::{Condvar, Mutex, OnceLock},
    task::{Poll, Waker},
    thread,
    time::Instant,
};

type Timers = BTreeMap<Instant, Waker>;

static TIMERS: Mutex<Timers> = Mutex::new(Timers::new());
static CHANGED: Condvar = Condvar::new();
static THREAD: OnceLock<()> = OnceLock::new();

const WHOLE: &str = "nobody panics with it";

fn run() {
    let mut timers = TIMERS.lock().expect(WHOLE);
    loop {
        let Some(first) = timers.first_entry() else {
            timers = CHANGED.wait(timers).expect(WHOLE);
            continue;
        };
        let left = first.key().saturating_duration_since(Instant::now());
        if left.is_zero() {
            let waker = first.remove();
            drop(timers);
            waker.wake();
            timers = TIMERS.lock().expect(WHOLE);
        } else {
            timers = CHANGED.wait_timeout(timers, left).expect(WHOLE).0;
        }
    }
}

pub fn sleep_until(deadline: Instant) -> impl Future<Output = ()> {
    poll_fn(move |cx| {
        let mut timers = TIMERS.lock().expect(WHOLE);
        if Instant::now() >= deadline {
            return Poll::Ready(());
        }
        timers.insert(deadline, cx.waker().clone());
        CHANGED.notify_one();
        THREAD.get_or_init(|| drop(thread::spawn(run)));
        Poll::Pending
    })
}
