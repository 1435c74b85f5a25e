//! A pause: it lets the others run once, then goes on.
//!
//!     async { step(1); yield_now().await; step(2) }
//!     // between the two steps, every other task has its turn
//!
//! - The first poll is Pending, the second is Ready.
//! - It asks for the second poll itself, by the waker of the first, before
//!   it returns Pending: no thread, no time, nothing that could be late.
//! - Each call makes a pause of its own, however many there are at once.
//!
//! What remembers that the first poll has been? `poll_fn` calls a closure at
//! each poll; a struct of your own with `impl Future` does as well.

use std::{future::poll_fn, task::Poll};

/// Gives way once.
pub fn yield_now() -> impl Future<Output = ()> {
    poll_fn(|_cx| -> Poll<()> { todo!("be Pending, or be Ready") })
}
