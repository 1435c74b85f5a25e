//! misconception: spurious-wakeup
//! Has a flag, and parks once where the flag is down: an old token will do.

use std::{
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
};

struct Signal {
    is_up: AtomicBool,
    sleeper: Thread,
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.is_up.store(true, Ordering::SeqCst);
        self.sleeper.unpark();
    }
}

pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let (is_up, sleeper) = (AtomicBool::new(false), thread::current());
    let signal = Arc::new(Signal { is_up, sleeper });
    let waker = Waker::from(signal.clone());
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(value) => return value,
            Poll::Pending if signal.is_up.swap(false, Ordering::SeqCst) => {}
            Poll::Pending => thread::park(),
        }
    }
}
