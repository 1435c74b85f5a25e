//! Callbacks at their time, and a loop that sleeps until the first is due.
//!
//!     event_loop.call_later(2 * HOUR, || print("late"));
//!     event_loop.call_later(HOUR, || print("early"));
//!     event_loop.run_forever();    // early, late; it waited twice
//!
//! - The earliest deadline comes first, and of equal ones the one that was
//!   asked for first. A deadline that has passed is due at once.
//! - Nothing runs before its deadline, not by a nanosecond: a `wait` may end
//!   too soon, as a thread's does.
//! - While nothing is due it waits by `wait`, as long as it may: it neither
//!   asks for the time again and again nor takes naps.
//! - `run_forever` returns when no timer is left. Callbacks may take their
//!   time, and may call the loop.

use std::{
    cell::{Cell, RefCell},
    cmp::Ordering,
    collections::BinaryHeap,
    rc::Rc,
    time::Duration,
};

/// What the loop has of time.
pub trait Clock {
    /// The time since the clock began.
    fn now(&self) -> Duration;

    /// Lets the thread sleep so long, or less.
    fn wait(&self, time: Duration);
}

/// A callback and its place among the others.
struct Timer {
    when: Duration,
    /// How many timers were made before it.
    number: u64,
    callback: Box<dyn FnOnce()>,
}

impl Ord for Timer {
    /// The greatest is due first, for that one a heap gives.
    fn cmp(&self, other: &Self) -> Ordering {
        (other.when, other.number).cmp(&(self.when, self.number))
    }
}

impl PartialOrd for Timer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Timer {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Timer {}

/// Runs callbacks at their time.
#[derive(Clone)]
pub struct EventLoop {
    clock: Rc<dyn Clock>,
    timers: Rc<RefCell<BinaryHeap<Timer>>>,
    n_timers: Rc<Cell<u64>>,
}

impl EventLoop {
    /// A loop without timers.
    pub fn new(clock: Rc<dyn Clock>) -> Self {
        Self { clock, timers: Rc::default(), n_timers: Rc::default() }
    }

    /// The clock's time.
    pub fn time(&self) -> Duration {
        self.clock.now()
    }

    /// Has `callback` run when `delay` has passed.
    pub fn call_later(
        &self,
        delay: Duration,
        callback: impl FnOnce() + 'static,
    ) {
        self.call_at(self.time() + delay, callback);
    }

    /// Has `callback` run when the clock shows `when`.
    pub fn call_at(&self, when: Duration, callback: impl FnOnce() + 'static) {
        let number = self.n_timers.replace(self.n_timers.get() + 1);
        let callback = Box::new(callback);
        self.timers.borrow_mut().push(Timer { when, number, callback });
    }

    /// Runs all timers, also those that callbacks add.
    pub fn run_forever(&self) {
        while let Some(when) = self.earliest() {
            let left = when.saturating_sub(self.time());
            if !left.is_zero() {
                self.clock.wait(left);
                // Not due yet, perhaps: it looks again.
                continue;
            }
            let timer = self.timers.borrow_mut().pop();
            let timer = timer.expect("nobody else takes timers out");
            (timer.callback)();
        }
    }

    fn earliest(&self) -> Option<Duration> {
        self.timers.borrow().peek().map(|timer| timer.when)
    }
}
// The trap: a heap promises nothing about equal ones. Deadlines alone come
// out in order, and of three ties the last may be second: the number makes
// all different.
//
// Refused: a `BTreeMap` by deadline alone, where the second of two equal
// deadlines takes the first one's place.
