//! misconception: shared-state
//! One flag for all pauses of the program.

use std::{
    future::poll_fn,
    sync::atomic::{AtomicBool, Ordering},
    task::Poll,
};

static HAS_PAUSED: AtomicBool = AtomicBool::new(false);

pub fn yield_now() -> impl Future<Output = ()> {
    poll_fn(|cx| {
        if HAS_PAUSED.fetch_not(Ordering::Relaxed) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
}
