//! A timer: a future that is Ready once a moment has come.
//!
//!     sleep_until(Instant::now() + Duration::from_millis(5)).await
//!
//! - It may be late, but never early, however often it is polled or woken
//!   before. For a moment that has passed, the first poll is Ready.
//! - `poll` and a drop return at once. A thread of yours waits for the clock,
//!   one a timer or one for all, and sleeps while it waits.
//! - When the time has come, the waker of the latest poll is called. Whoever
//!   is woken may poll inside of `wake`: hold no lock there.
//! - Timers are many, some for the same moment; a long one holds up no short
//!   one, whichever began first.
//!
//! Std only: `Instant`, `thread::spawn`, and in your thread `sleep`,
//! `park_timeout` or `Condvar::wait_timeout`.

use std::{future::poll_fn, task::Poll, time::Instant};

/// Waits until the clock shows `deadline`.
pub fn sleep_until(deadline: Instant) -> impl Future<Output = ()> {
    poll_fn(move |_cx| -> Poll<()> {
        todo!("be Ready if it is {deadline:?}, or else have somebody wake you")
    })
}
