//! The smallest runtime: one future, polled to its end on this thread.
//!
//!     block_on(async { kettle().await + 1 })    // what the block gives
//!
//! - It polls once, and then the thread sleeps: it uses no processor until
//!   the future is woken. Each further poll follows a wake.
//! - A wake counts whenever it comes: during the poll, before the thread
//!   sleeps or while it does, from this thread or another.
//! - A call heeds the wakers that it made, and nothing else: `park` returns
//!   without a wake too, a future may park or call `block_on` in its poll,
//!   and an earlier call's wakers may still be about.
//!
//! `impl Wake` for a type of your own makes a waker; `thread::park` or a
//! `Condvar` sleeps. No runtime, no `unsafe`.

use std::pin::pin;

/// Runs `future` on this thread, and gives what it gives.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let _future = pin!(future);
    todo!("poll, and sleep until it is woken")
}
