//! misconception: shared-state
//! Makes the thread's waker once and keeps it for later calls, with what it
//! remembers.

use std::{
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
};

struct Bell {
    has_rung: AtomicBool,
    sleeper: Thread,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.has_rung.store(true, SeqCst);
        self.sleeper.unpark();
    }
}

thread_local! {
    static BELL: Arc<Bell> = Arc::new(Bell {
        has_rung: AtomicBool::new(false),
        sleeper: thread::current(),
    });
}

pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let bell = BELL.with(Arc::clone);
    let waker = Waker::from(bell.clone());
    let mut cx = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut cx) {
            return value;
        }
        while !bell.has_rung.swap(false, SeqCst) {
            thread::park();
        }
    }
}
