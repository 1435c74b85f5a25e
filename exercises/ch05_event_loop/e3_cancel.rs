//! Timers that can be called off, and then cost nothing more.
//!
//!     let handle = timers.call_at(30 * SECOND, || give_up());
//!     // The answer came in time:
//!     handle.cancel();
//!
//! - A callback that was canceled in time never runs, even if it was due
//!   together with the one that canceled it. Later `cancel` does nothing.
//! - `cancel` drops the callback, with all that it holds, at once.
//! - A handle that is dropped cancels nothing.
//! - Most timers are canceled long before they are due, and new ones come
//!   all the time: those that are over take no place for long, and `cancel`
//!   does not walk through all others.
//!
//! Order and ties are those of the timers before. Callbacks may cancel.

use std::time::Duration;

/// What is called off by this.
pub struct Handle {
    // How does it reach its callback?
}

impl Handle {
    /// Calls the callback off.
    pub fn cancel(&self) {
        todo!("drop the callback")
    }
}

/// Timers of a loop that has a clock.
#[derive(Clone)]
pub struct Timers {
    // What stays here of one that is canceled, and for how long?
}

impl Timers {
    /// None yet.
    pub fn new() -> Self {
        todo!("make what the clones share")
    }

    /// Has `callback` run when the clock shows `when`.
    pub fn call_at(
        &self,
        when: Duration,
        callback: impl FnOnce() + 'static,
    ) -> Handle {
        let _timer: (Duration, Box<dyn FnOnce()>) = (when, Box::new(callback));
        todo!("keep it, and make its handle")
    }

    /// Runs all that are due: the clock shows `now`.
    pub fn run_due(&self, now: Duration) {
        todo!("run those due at {now:?}, in their order")
    }
}
