//! One thread for all timers, with a map in the order of their deadlines.

use std::{
    collections::BTreeMap,
    pin::Pin,
    sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError},
    task::{Context, Poll, Waker},
    thread,
    time::Instant,
};

/// By deadline, then by number: two may end at the same moment.
type Timers = BTreeMap<(Instant, u64), Waker>;

#[derive(Default)]
struct Clock {
    timers: Mutex<(Timers, u64)>,
    changed: Condvar,
}

impl Clock {
    fn shared() -> &'static Self {
        static CLOCK: OnceLock<Clock> = OnceLock::new();
        static THREAD: OnceLock<()> = OnceLock::new();
        let clock = CLOCK.get_or_init(Self::default);
        THREAD.get_or_init(|| {
            thread::spawn(|| clock.run());
        });
        clock
    }

    fn lock(&self) -> MutexGuard<'_, (Timers, u64)> {
        self.timers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        let mut timers = self.lock();
        loop {
            let Some(first) = timers.0.first_entry() else {
                timers = self
                    .changed
                    .wait(timers)
                    .unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let left = first.key().0.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let waker = first.remove();
                drop(timers);
                waker.wake();
                timers = self.lock();
            } else {
                let waited = self.changed.wait_timeout(timers, left);
                timers = waited.unwrap_or_else(PoisonError::into_inner).0;
            }
        }
    }
}

pub struct Sleep {
    deadline: Instant,
    number: Option<u64>,
}

pub fn sleep_until(deadline: Instant) -> Sleep {
    Sleep { deadline, number: None }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let clock = Clock::shared();
        let mut timers = clock.lock();
        if Instant::now() >= self.deadline {
            return Poll::Ready(());
        }
        timers.1 += 1;
        let number = *self.number.get_or_insert(timers.1);
        timers.0.insert((self.deadline, number), cx.waker().clone());
        drop(timers);
        clock.changed.notify_one();
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(number) = self.number {
            let key = (self.deadline, number);
            let waker = Clock::shared().lock().0.remove(&key);
            drop(waker);
        }
    }
}
