//! A callback in every period, on the period, until it is canceled.
//!
//!     let ticks = call_every(event_loop, 10 * SECOND, || print("tick"));
//!     // called at 3 s: tick at 13 s, at 23 s, at 33 s ...
//!     ticks.cancel();    // no tick any more
//!
//! - The ticks are due one, two, three ... periods after the call, exact to
//!   the nanosecond, however late some of them come and however long the
//!   callback takes.
//! - After each tick it looks at the time. What was missed by then is
//!   skipped: the next tick is the first that is due later than now.
//! - After `cancel` there is no tick and nothing is scheduled any more,
//!   whether it came from outside or from the callback itself.
//! - An `Interval` that is dropped cancels nothing. No period is zero.

use std::{cell::Cell, rc::Rc, time::Duration};

/// A loop with timers: the one that you wrote, or another.
pub trait EventLoop {
    /// The time since the loop began.
    fn time(&self) -> Duration;

    /// Runs the callback at this time, or later when the loop is held up.
    fn call_at(&self, when: Duration, callback: Box<dyn FnOnce()>);
}

/// Ends the ticks.
pub struct Interval {
    is_canceled: Rc<Cell<bool>>,
}

impl Interval {
    /// No tick comes after this.
    pub fn cancel(&self) {
        self.is_canceled.set(true);
    }
}

/// Has `callback` run in every period, from now on.
pub fn call_every(
    event_loop: Rc<dyn EventLoop>,
    period: Duration,
    callback: impl FnMut() + 'static,
) -> Interval {
    let is_canceled = Rc::new(Cell::new(false));
    let interval = Interval { is_canceled: is_canceled.clone() };
    let callback = Box::new(callback);
    let due = event_loop.time() + period;
    let ticks = Ticks { event_loop, period, callback, is_canceled };
    ticks.schedule(due);
    interval
}

/// Goes from tick to tick, and ends with the last one.
struct Ticks {
    event_loop: Rc<dyn EventLoop>,
    period: Duration,
    callback: Box<dyn FnMut()>,
    is_canceled: Rc<Cell<bool>>,
}

impl Ticks {
    fn schedule(self, due: Duration) {
        let event_loop = self.event_loop.clone();
        event_loop.call_at(due, Box::new(move || self.tick(due)));
    }

    fn tick(mut self, due: Duration) {
        // Asked again after the callback, for that may cancel.
        if !self.is_canceled.get() {
            (self.callback)();
        }
        if !self.is_canceled.get() {
            let next = self.first_after(due, self.event_loop.time());
            self.schedule(next);
        }
    }

    /// The first tick later than `now`; one was due at `due`.
    fn first_after(&self, due: Duration, now: Duration) -> Duration {
        let late = now.saturating_sub(due).as_nanos();
        let into_period = late % self.period.as_nanos();
        let into_period = u64::try_from(into_period);
        let into_period = into_period.expect("a period of centuries");
        due.max(now) + self.period - Duration::from_nanos(into_period)
    }
}
// The trap: `time() + period` at the end of a tick. It adds the time that the
// tick took, and the time by which it was late, to all that follow.
//
// Refused: `due + period` alone. It does not drift, but after a stall of an
// hour it makes up for all the ticks of that hour, one right after the other.
