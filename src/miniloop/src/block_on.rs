//! Who calls poll again? The thread itself, each time that it was woken.

use std::{
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

use crate::thread::{self, Thread};

/// Runs a future on this thread, which sleeps between two polls.
///
/// It knows no tasks, timers or sockets: whoever wakes the future does so
/// from another thread, or the future itself.
///
/// ```
/// assert_eq!(miniloop::block_on(async { 6 * 7 }), 42);
/// ```
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let signal = Arc::new(Signal::new());
    let waker = Waker::from(signal.clone());
    let mut cx = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut cx) {
            return value;
        }
        signal.wait();
    }
}

/// Remembers a wake until the thread has seen it.
struct Signal {
    is_woken: AtomicBool,
    thread: Thread,
}

impl Signal {
    fn new() -> Signal {
        Signal { is_woken: AtomicBool::new(false), thread: thread::current() }
    }

    // ANCHOR: wait
    /// Returns at once if a wake came since the last call.
    fn wait(&self) {
        // `park` alone won't do: it returns for no reason at times, and the
        // future may have parked in its poll and used our wake up.
        while !self.is_woken.swap(false, Ordering::Acquire) {
            thread::park();
        }
    }
    // ANCHOR_END: wait
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.is_woken.store(true, Ordering::Release);
        self.thread.unpark();
    }
}
