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

use std::{rc::Rc, time::Duration};

/// A loop with timers: the one that you wrote, or another.
pub trait EventLoop {
    /// The time since the loop began.
    fn time(&self) -> Duration;

    /// Runs the callback at this time, or later when the loop is held up.
    fn call_at(&self, when: Duration, callback: Box<dyn FnOnce()>);
}

/// Ends the ticks.
pub struct Interval {
    // What does it share with the ticks?
}

impl Interval {
    /// No tick comes after this.
    pub fn cancel(&self) {
        todo!("leave word for the next tick")
    }
}

/// Has `callback` run in every period, from now on.
pub fn call_every(
    event_loop: Rc<dyn EventLoop>,
    period: Duration,
    callback: impl FnMut() + 'static,
) -> Interval {
    let first = event_loop.time() + period;
    event_loop.call_at(
        first,
        Box::new(move || {
            let _ticks = callback;
            todo!("tick, and schedule the next one")
        }),
    );
    Interval {}
}
