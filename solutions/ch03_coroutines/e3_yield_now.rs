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
    let mut has_paused = false;
    poll_fn(move |cx| {
        if has_paused {
            return Poll::Ready(());
        }
        has_paused = true;
        // Without this nobody would ever poll again.
        cx.waker().wake_by_ref();
        Poll::Pending
    })
}
// The trap: Pending alone looks like a pause. It is a promise that somebody
// will call the waker, and here nobody else is there to do so.
//
// Refused: a thread that calls the waker a little later. It works, but each
// pause then costs a thread, and the task waits for the clock.
