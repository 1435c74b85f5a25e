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

use std::{rc::Rc, time::Duration};

/// What the loop has of time.
pub trait Clock {
    /// The time since the clock began.
    fn now(&self) -> Duration;

    /// Lets the thread sleep so long, or less.
    fn wait(&self, time: Duration);
}

/// Runs callbacks at their time.
#[derive(Clone)]
pub struct EventLoop {
    clock: Rc<dyn Clock>,
    // What gives the earliest deadline first, and which of two equal ones?
}

impl EventLoop {
    /// A loop without timers.
    pub fn new(clock: Rc<dyn Clock>) -> Self {
        Self { clock }
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
        let _timer: (Duration, Box<dyn FnOnce()>) = (when, Box::new(callback));
        todo!("keep it until it is due")
    }

    /// Runs all timers, also those that callbacks add.
    pub fn run_forever(&self) {
        // This is how it waits; for how long?
        self.clock.wait(Duration::ZERO);
        todo!("wait for the earliest, and run what is due")
    }
}
