//! misconception: lost-wakeup
//! Wakes its thread for the first timer only: it sleeps on until that is over.

use std::{
    collections::BTreeMap,
    future::poll_fn,
    sync::{
        Condvar, Mutex, OnceLock,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    task::{Poll, Waker},
    thread,
    time::Instant,
};

type Timers = BTreeMap<(Instant, u64), Waker>;

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
        let left = first.key().0.saturating_duration_since(Instant::now());
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
    static N_TIMERS: AtomicU64 = AtomicU64::new(0);
    let key = (deadline, N_TIMERS.fetch_add(1, Relaxed));
    poll_fn(move |cx| {
        let mut timers = TIMERS.lock().expect(WHOLE);
        if Instant::now() >= deadline {
            return Poll::Ready(());
        }
        let was_idle = timers.is_empty();
        timers.insert(key, cx.waker().clone());
        if was_idle {
            CHANGED.notify_one();
        }
        THREAD.get_or_init(|| drop(thread::spawn(run)));
        Poll::Pending
    })
}
