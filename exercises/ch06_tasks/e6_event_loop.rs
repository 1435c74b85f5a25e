//! The whole loop: all that you built in three chapters, in one piece.
//!
//!     let value = event_loop.run_until_complete(main())?;
//!
//! - Callbacks and tasks stand in one line, in the order of calls and wakes.
//!   A turn runs those who stood there when it began, after the timers that
//!   are due have joined its end: by deadline, then in the order of calls.
//! - With nobody in line the clock, which begins at zero, jumps to the
//!   earliest deadline. Without one the loop has `Stalled`.
//! - A wake counts at any time and from any thread. Many are one poll.
//! - A handle gives its task's result or panic, now or later; the loop goes
//!   on. Who is dropped cancels nothing. A task that has ended is dropped.
//! - The latest waker is called. A sleep of zero gives way too, as asyncio's.
//! - `run_until_complete` ends with its future, whose panic goes on. Who is
//!   left, by its end or a stall, waits for the next run.

use std::{
    pin::Pin,
    task::{Context, Poll},
    thread,
    time::Duration,
};

/// Nobody is in line, no timer runs, and the future is not complete.
#[derive(Debug)]
pub struct Stalled;

/// Calls a callback off.
pub struct Handle {
    // What you had in `parity`.
}

impl Handle {
    /// Unless it has run, it won't.
    pub fn cancel(&self) {
        todo!("leave word, or take the callback away")
    }
}

/// Gives the result of a task.
pub struct JoinHandle<T> {
    // What you had in `spawn_join`.
    result: Option<thread::Result<T>>,
}

impl<T> Future for JoinHandle<T> {
    type Output = thread::Result<T>;

    fn poll(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<Self::Output> {
        let _result = &self.result;
        todo!("take the result, or wait for it")
    }
}

/// Runs callbacks and tasks. Clones are the same loop.
#[derive(Clone)]
pub struct EventLoop {
    // A line, timers, a time. What stands in the line, so that a waker can
    // put it there from another thread?
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
        todo!("put it at the end of the line")
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

    /// Starts a task; it is polled first in the next turn.
    pub fn spawn<F>(&self, job: F) -> JoinHandle<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        let _job: Pin<Box<F>> = Box::pin(job);
        todo!("put a task in line that leaves its result to the handle")
    }

    /// Waits until `delay` has passed.
    pub async fn sleep(&self, _delay: Duration) {
        todo!("have a timer wake this task")
    }

    /// Gives way once.
    pub async fn yield_now(&self) {
        todo!("wake this task, and be Pending once")
    }

    /// Runs turn after turn until the future is complete.
    pub fn run_until_complete<F>(&self, future: F) -> Result<F::Output, Stalled>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        let _main = self.spawn(future);
        todo!("turn after turn, and look whether it has ended")
    }
}
