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

use std::{
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
};

/// What the wakers of one call share: the flag counts, the thread is told.
struct Bell {
    has_rung: AtomicBool,
    sleeper: Thread,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        // First the flag: the thread that is unparked looks at it.
        self.has_rung.store(true, SeqCst);
        self.sleeper.unpark();
    }
}

/// Runs `future` on this thread, and gives what it gives.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let has_rung = AtomicBool::new(false);
    let bell = Arc::new(Bell { has_rung, sleeper: thread::current() });
    let waker = Waker::from(bell.clone());
    let mut cx = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut cx) {
            return value;
        }
        // The flag goes down before the next poll, never after it: a wake
        // that comes during a poll must find it down and leave it up.
        while !bell.has_rung.swap(false, SeqCst) {
            thread::park();
        }
    }
}
// The trap: `loop { poll; thread::park() }`. The token of `unpark` is one for
// the whole thread. Somebody else's lets `park` return without a wake; and a
// channel that waits inside the poll takes ours, and the thread sleeps on.
//
// Refused: `park_timeout` in a loop. It hides a lost wake, but what was a
// hang is then a delay, and the thread runs when nothing has happened.
