//! A loop that says which callbacks held it up, as asyncio's debug mode does.
//!
//!     event_loop.call_at(0 * SECOND, "parse", || compute_for(3 * SECOND));
//!     event_loop.run_forever();
//!     event_loop.reports()    // [Slow { name: "parse", took: 3 s }]
//!
//! - Who takes as long as `threshold`, or longer, is reported when it ends,
//!   by its name and with the time that it took.
//! - Each callback is measured by itself. What the loop waits for is not
//!   work, and is nobody's time.
//! - A callback may `call` another one by name: that one is measured as well,
//!   and its time is also the time of the one that called it.
//!
//! The loop is there: write `call` and `reports`, and change what you need.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
    time::Duration,
};

/// What the loop has of time.
pub trait Clock {
    /// The time since the clock began.
    fn now(&self) -> Duration;

    /// Lets the thread sleep until then.
    fn wait_until(&self, when: Duration);
}

/// A callback that held the loop up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slow {
    /// What it was scheduled or called as.
    pub name: String,
    /// How long it ran.
    pub took: Duration,
}

type Callback = Box<dyn FnOnce()>;
type Timers = BTreeMap<(Duration, u64), (String, Callback)>;

/// Runs callbacks at their time, and watches them.
#[derive(Clone)]
pub struct EventLoop {
    clock: Rc<dyn Clock>,
    threshold: Duration,
    timers: Rc<RefCell<Timers>>,
    n_timers: Rc<Cell<u64>>,
    reports: Rc<RefCell<Vec<Slow>>>,
}

impl EventLoop {
    /// A loop that reports who takes as long as `threshold`.
    pub fn new(clock: Rc<dyn Clock>, threshold: Duration) -> Self {
        let (timers, n_timers, reports) = Default::default();
        Self { clock, threshold, timers, n_timers, reports }
    }

    /// Schedules a callback for a time.
    pub fn call_at(
        &self,
        when: Duration,
        name: &str,
        callback: impl FnOnce() + 'static,
    ) {
        let number = self.n_timers.replace(self.n_timers.get() + 1);
        let entry = (name.to_owned(), Box::new(callback) as Callback);
        self.timers.borrow_mut().insert((when, number), entry);
    }

    /// Runs all timers.
    pub fn run_forever(&self) {
        while let Some(when) = self.earliest() {
            self.clock.wait_until(when);
            for (name, callback) in self.due() {
                self.call(&name, callback);
            }
        }
    }

    /// Runs a callback now, and reports it if it was slow.
    pub fn call(&self, name: &str, callback: impl FnOnce()) {
        // On the stack, so that each call within a call has its own.
        let start = self.clock.now();
        callback();
        let took = self.clock.now().saturating_sub(start);
        if took >= self.threshold {
            let slow = Slow { name: name.to_owned(), took };
            self.reports.borrow_mut().push(slow);
        }
    }

    /// Those that were slow, in the order in which they ended.
    pub fn reports(&self) -> Vec<Slow> {
        self.reports.borrow().clone()
    }

    fn earliest(&self) -> Option<Duration> {
        self.timers.borrow().keys().next().map(|(when, _)| *when)
    }

    fn due(&self) -> Vec<(String, Callback)> {
        let mut timers = self.timers.borrow_mut();
        let later = timers.split_off(&(self.clock.now(), u64::MAX));
        std::mem::replace(&mut *timers, later).into_values().collect()
    }
}
// The trap: to keep the start in a field of the loop. A call within a call
// overwrites it, and the outer one has lost its own.
//
// Refused: to measure from the end of one callback to the end of the next.
// Between the two the loop may have waited for an hour.
