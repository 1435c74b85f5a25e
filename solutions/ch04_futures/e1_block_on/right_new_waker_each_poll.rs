//! A waker of its own for each poll: only the latest one counts.

use std::{
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
};

struct OnePoll {
    sleeper: Thread,
    is_over: AtomicBool,
}

impl Wake for OnePoll {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if !self.is_over.swap(true, Ordering::AcqRel) {
            self.sleeper.unpark();
        }
    }
}

pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        let sleeper = thread::current();
        let poll =
            Arc::new(OnePoll { sleeper, is_over: AtomicBool::new(false) });
        let waker = Waker::from(poll.clone());
        let polled = future.as_mut().poll(&mut Context::from_waker(&waker));
        if let Poll::Ready(value) = polled {
            return value;
        }
        while !poll.is_over.load(Ordering::Acquire) {
            thread::park();
        }
    }
}
