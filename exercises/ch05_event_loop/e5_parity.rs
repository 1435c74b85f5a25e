//! The whole loop, in the order of asyncio's, line for line.
//!
//! Four programs with tasks run on it; their lines must come in the order in
//! which CPython printed them. A task is a callback that polls, and its
//! waker calls `call_soon`: both are there, what is missing is the loop.
//!
//! - A turn: the timers that are due join the ready queue at its end, by
//!   deadline, equal ones in the order of the calls. Then the callbacks that
//!   are in the queue run, and none that comes meanwhile.
//! - The time begins at zero. With an empty queue it jumps to the earliest
//!   deadline: nobody sleeps.
//! - `run_forever` returns after the turn in which `stop` was called, or when
//!   nothing is left.
//! - `cancel` holds for both kinds of callbacks.

use std::time::Duration;

/// Calls a callback off.
pub struct Handle {
    // As in the exercise before.
}

impl Handle {
    /// Unless it has run, it won't.
    pub fn cancel(&self) {
        todo!("leave word, or take the callback away")
    }
}

/// Runs callbacks, soon or at their time.
#[derive(Clone)]
pub struct EventLoop {
    // A queue, timers, a time.
}

impl EventLoop {
    /// A loop at time zero with nothing to run.
    pub fn new() -> Self {
        todo!("make what the clones share")
    }

    /// The time since the loop began.
    pub fn time(&self) -> Duration {
        todo!("what it shows now")
    }

    /// Lines a callback up for the next turn.
    pub fn call_soon(&self, callback: impl FnOnce() + 'static) -> Handle {
        let _callback: Box<dyn FnOnce()> = Box::new(callback);
        todo!("put it at the end of the queue")
    }

    /// Has a callback run when `delay` has passed.
    pub fn call_later(
        &self,
        delay: Duration,
        callback: impl FnOnce() + 'static,
    ) -> Handle {
        let _timer: (Duration, Box<dyn FnOnce()>) = (delay, Box::new(callback));
        todo!("keep it until it is due")
    }

    /// Lets `run_forever` return after this turn.
    pub fn stop(&self) {
        todo!("leave word for `run_forever`")
    }

    /// Runs until `stop`, or until nothing is left.
    pub fn run_forever(&self) {
        todo!("turn after turn")
    }
}
