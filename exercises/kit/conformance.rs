//! What every event loop does, whoever wrote it.
//!
//! One text for three loops: `miniloop`, the learner's own, and, where its
//! API has the counterpart, tokio's. Each function here is a check: it makes
//! a new loop, runs a program on it, and panics when the loop behaves
//! otherwise; before a step that may fail it suspects a misconception.
//!
//! [`Loop`] is what every loop can do, and all three pass its checks.
//! [`Callbacks`] and [`TellsStalls`] are what asyncio has and tokio hasn't;
//! [`Cancels`] is what the last exercise of Part II leaves out.
//!
//! # Examples
//! ```
//! use std::{rc::Rc, thread, time::Duration};
//! use kit::conformance::{self, Loop};
//! use miniloop::{EventLoop, JoinError, JoinHandle};
//!
//! #[derive(Clone)]
//! struct Mine(EventLoop);
//!
//! impl Loop for Mine {
//!     type Task<T: 'static> = conformance::BoxedTask<T>;
//!     fn new() -> Self {
//!         Mine(EventLoop::with_virtual_clock())
//!     }
//!     fn time(&self) -> Duration {
//!         self.0.time()
//!     }
//!     fn run_until_complete<F: Future + 'static>(
//!         &self,
//!         future: F,
//!     ) -> Option<F::Output> {
//!         self.0.run_until_complete(future).ok()
//!     }
//!     fn spawn<F: Future + 'static>(&self, job: F) -> Self::Task<F::Output> {
//!         let task = self.0.spawn(job);
//!         Box::pin(async move {
//!             task.await.map_err(|error| match error {
//!                 JoinError::Panicked(panic) => panic,
//!                 JoinError::Cancelled => Box::new("cancelled"),
//!             })
//!         })
//!     }
//!     async fn sleep(&self, delay: Duration) {
//!         miniloop::sleep(delay).await;
//!     }
//!     async fn yield_now(&self) {
//!         miniloop::yield_now().await;
//!     }
//! }
//!
//! conformance::tasks_take_turns::<Mine>();
//! conformance::a_sleep_is_never_early::<Mine>();
//! ```

use std::{
    cell::RefCell,
    fmt::Debug,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::Pin,
    rc::Rc,
    thread,
    time::Duration,
};

use crate::{Slip, clear, expect_values, reenter::is_of_a_borrow, suspect};

mod callbacks;
mod cancels;
mod stalls;
mod tasks;
mod timers;
mod wakes;

pub use callbacks::*;
pub use cancels::*;
pub use stalls::*;
pub use tasks::*;
pub use timers::*;
pub use wakes::*;

/// What every loop can do. Clones are the same loop.
pub trait Loop: Clone + 'static {
    /// Gives a task's result, or what it panicked with.
    type Task<T: 'static>: Future<Output = thread::Result<T>> + 'static;

    /// A new loop, whose time is virtual.
    fn new() -> Self;

    /// What its clock shows.
    fn time(&self) -> Duration;

    /// Runs until the future is complete; `None` if that can never be.
    fn run_until_complete<F>(&self, future: F) -> Option<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static;

    /// Starts a task.
    fn spawn<F>(&self, job: F) -> Self::Task<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static;

    /// Waits until the delay has passed.
    fn sleep(&self, delay: Duration) -> impl Future<Output = ()>;

    /// Gives way once.
    fn yield_now(&self) -> impl Future<Output = ()>;
}

/// A loop that says so when all tasks wait and nobody can wake one.
pub trait TellsStalls: Loop {}

/// A loop that runs callbacks as well, in the order of asyncio.
pub trait Callbacks: Loop {
    /// Calls a callback off.
    type Handle: 'static;

    /// Lines a callback up for the next turn.
    fn call_soon(&self, callback: impl FnOnce() + 'static) -> Self::Handle;

    /// Has a callback run when the delay has passed.
    fn call_later(
        &self,
        delay: Duration,
        callback: impl FnOnce() + 'static,
    ) -> Self::Handle;

    /// Calls a callback off, unless it has run.
    fn cancel(handle: &Self::Handle);
}

/// A loop whose tasks can be canceled.
pub trait Cancels: Loop {
    /// Has the loop drop a task, unless that has ended.
    fn cancel_task<T: 'static>(task: &Self::Task<T>);
}

/// A task for loops whose own handle has another output.
pub type BoxedTask<T> = Pin<Box<dyn Future<Output = thread::Result<T>>>>;

/// One unit of virtual time.
const STEP: Duration = Duration::from_millis(10);

/// Runs a program on its loop; if it hangs or is said to have stalled, that
/// is `misconception`.
#[track_caller]
fn complete<L: Loop, T: 'static>(
    event_loop: &L,
    misconception: &str,
    program: impl Future<Output = T> + 'static,
) -> T {
    let told = complete_or_stall(event_loop, misconception, program);
    told.unwrap_or_else(|| stalled(misconception))
}

/// Runs a program on its loop; if it hangs, that is `misconception`.
#[track_caller]
fn complete_or_stall<L: Loop, T: 'static>(
    event_loop: &L,
    misconception: &str,
    program: impl Future<Output = T> + 'static,
) -> Option<T> {
    suspect(misconception);
    let run = AssertUnwindSafe(|| event_loop.run_until_complete(program));
    match catch_unwind(run) {
        Ok(told) => {
            clear();
            told
        }
        Err(panic) => {
            match is_of_a_borrow(&*panic) {
                true => suspect("poll-under-lock"),
                false => clear(),
            }
            resume_unwind(panic)
        }
    }
}

#[track_caller]
fn stalled(misconception: &str) -> ! {
    suspect(misconception);
    panic!(
        "run_until_complete: it gave up, though everybody who waits was \
         woken, or will be"
    );
}

/// What a task gave; its panic goes on.
fn joined<T>(result: thread::Result<T>) -> T {
    result.unwrap_or_else(|panic| resume_unwind(panic))
}

/// What a program did, in order. Clones are the same list.
struct Notes<T>(Rc<RefCell<Vec<T>>>);

impl<T: PartialEq + Debug> Notes<T> {
    fn new() -> Self {
        Notes(Rc::default())
    }

    fn add(&self, note: T) {
        self.0.borrow_mut().push(note);
    }

    #[track_caller]
    fn expect(
        &self,
        call: &str,
        expected: &[T],
        misconception: impl FnOnce(&[T], Slip) -> Option<&'static str>,
    ) {
        let got = self.0.borrow();
        let named = |slip| misconception(&got, slip);
        expect_values(call, &got, expected, named);
    }
}

impl<T> Clone for Notes<T> {
    fn clone(&self) -> Self {
        Notes(self.0.clone())
    }
}
