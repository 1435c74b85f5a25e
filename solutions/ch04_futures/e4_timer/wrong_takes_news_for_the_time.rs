//! misconception: early-timer
//! One thread for all: what ends its wait may be a new timer and not the time.

use std::{
    collections::BTreeMap,
    pin::Pin,
    sync::{Condvar, Mutex, OnceLock},
    task::{Context, Poll, Waker},
    thread,
    time::Instant,
};

#[derive(Default)]
struct Line {
    /// By deadline, then by number.
    timers: BTreeMap<(Instant, u64), Option<Waker>>,
    n_timers: u64,
}

#[derive(Default)]
struct Clock {
    line: Mutex<Line>,
    changed: Condvar,
}

const WHOLE: &str = "nobody panics with it";

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

    fn run(&self) {
        loop {
            let line = self.line.lock().expect(WHOLE);
            let is_empty = |line: &mut Line| line.timers.is_empty();
            let line = self.changed.wait_while(line, is_empty).expect(WHOLE);
            let (deadline, _) = *line.timers.keys().next().expect("one waits");
            let left = deadline.saturating_duration_since(Instant::now());
            let waited = self.changed.wait_timeout(line, left);
            let first = waited.expect(WHOLE).0.timers.pop_first();
            if let Some((_, Some(waker))) = first {
                waker.wake();
            }
        }
    }
}

pub struct Sleep {
    key: Option<(Instant, u64)>,
}

pub fn sleep_until(deadline: Instant) -> Sleep {
    if deadline <= Instant::now() {
        return Sleep { key: None };
    }
    let clock = Clock::shared();
    let mut line = clock.line.lock().expect(WHOLE);
    line.n_timers += 1;
    let key = (deadline, line.n_timers);
    line.timers.insert(key, None);
    drop(line);
    clock.changed.notify_one();
    Sleep { key: Some(key) }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let Some(key) = self.key else { return Poll::Ready(()) };
        let mut line = Clock::shared().line.lock().expect(WHOLE);
        match line.timers.get_mut(&key) {
            Some(waker) => {
                *waker = Some(cx.waker().clone());
                Poll::Pending
            }
            None => Poll::Ready(()),
        }
    }
}
