//! What the checks are written with.
//!
//! A check is a plain `#[test]`. It calls the learner's code, compares what
//! happened with what was asked for, and tells the judge which misconception
//! it is looking at, so that the verdict can name it:
//!
//! ```
//! # let mut numbers = 0..0;
//! kit::suspect("not-fused");
//! kit::expect("next()", numbers.next(), None, "the end stays the end");
//! ```
//!
//! In reading order:
//!
//! - [`suspect`] and [`clear`]: what a failure from here on would mean;
//! - [`unsuspected`]: a step whose panic means something else;
//! - [`blocked`]: the thread was held, so that nothing else could run;
//! - [`expect`]: one value, and why another was expected;
//! - [`expect_values`], [`Slip`]: where two sequences part, and how;
//! - [`expect_end`]: the end is the end;
//! - [`Tally`], [`Watched`]: how much the learner's code asks for, and when;
//! - [`heap_peak`]: how much memory a step holds;
//! - [`on_small_stack`]: whether it recurses once a level;
//! - [`reenter`]: whether it holds a borrow while it calls back;
//! - [`create_task`], [`Answer`], [`CallSoon`]: tasks on a loop of callbacks;
//! - [`Strict`], [`Run`], [`Stuck`]: who wakes a future, and why nobody does;
//! - [`Probe`], [`Handle`]: what a future does to its children;
//! - [`Child`]: the same for a future that waits by itself;
//! - [`in_virtual_time`], [`Timed`]: how long it takes when waiting costs
//!   nothing, whether it blocks the thread, and which tasks outlive it;
//! - [`in_miniloop_time`]: the same on the book's own event loop;
//! - [`tasks_alive`]: how many tasks there are in the middle of a check;
//! - [`Gauge`], [`InFlight`]: how much work is under way at the same time;
//! - [`waiting_for`]: what one that stands still waits for;
//! - [`DropLog`], [`Logged`]: who was dropped when, and who is still there;
//! - [`Inline`], [`Unwoken`]: whether a wake comes at the right moment;
//! - [`count_wakes`], [`WakeCount`]: whether it comes more often than due;
//! - [`Sleeper`]: a timer in real time, and who is woken by it;
//! - [`let_threads_rest`], [`threads_rest_before`], [`threads`]: who waits when
//!   the next step comes, and who never does;
//! - [`Source`], [`Tries`]: what never blocks, an edge, and asking in vain;
//! - [`cancel_everywhere`], [`Trial`], [`Cut`]: what a drop leaves behind;
//! - [`conformance`]: what every event loop does, as checks;
//! - [`Interleave`], [`Tasks`], [`step`]: a few tasks, in every order.
//!
//! [`Strict`], [`Probe`], [`Interleave`], [`in_virtual_time`] and [`Child`]
//! take down who ran when, so that a verdict can show the run that failed.
//!
//! What each one finds, it finds within a bounded time: code that collects
//! an endless generator ends in a verdict, not in a full machine.
#![warn(missing_docs)]

pub mod conformance;

mod cancel;
mod child;
mod drops;
mod gauge;
mod heap;
mod interleave;
mod on_loop;
mod probe;
mod recorded;
mod reenter;
mod report;
mod sleeper;
mod source;
mod stack;
mod stall;
mod strict;
mod tally;
mod threads;
mod time;
mod tries;
mod values;
mod wakes;
mod watched;

#[cfg(test)]
mod tests;

pub use cancel::{Cut, Trial, cancel_everywhere};
pub use child::Child;
pub use drops::{DropLog, Logged};
pub use gauge::{Gauge, InFlight};
pub use heap::heap_peak;
pub use interleave::{Explored, Failure, Fault, Interleave, Tasks, Turn, step};
pub use on_loop::{Answer, CallSoon, create_task};
pub use probe::{Handle, Probe};
pub use reenter::reenter;
pub use report::{blocked, clear, suspect, unsuspected};
pub use sleeper::Sleeper;
pub use source::{Found, Source};
pub use stack::on_small_stack;
pub use stall::{WaitingFor, waiting_for};
pub use strict::{Run, Strict, Stuck};
pub use tally::Tally;
pub use threads::{Thread, let_threads_rest, threads, threads_rest_before};
pub use time::{Timed, in_miniloop_time, in_virtual_time, tasks_alive};
pub use tries::Tries;
pub use values::{Slip, expect, expect_end, expect_values};
pub use wakes::{Counted, Inline, InlineRun, Unwoken, WakeCount, count_wakes};
pub use watched::Watched;
