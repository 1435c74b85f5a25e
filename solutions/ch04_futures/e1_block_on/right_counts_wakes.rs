//! A count of the wakes: whoever sleeps waits for one more than it has seen.

use std::{
    pin::pin,
    sync::{Arc, Condvar, Mutex},
    task::{Context, Poll, Wake, Waker},
};

#[derive(Default)]
struct Wakes {
    count: Mutex<u64>,
    more: Condvar,
}

impl Wakes {
    fn seen(&self) -> u64 {
        *self.count.lock().expect("nobody panics with it")
    }

    fn wait_for_more_than(&self, seen: u64) {
        let count = self.count.lock().expect("nobody panics with it");
        let waited = self.more.wait_while(count, |count| *count == seen);
        drop(waited.expect("nobody panics with it"));
    }
}

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        *self.count.lock().expect("nobody panics with it") += 1;
        self.more.notify_one();
    }
}

pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let wakes = Arc::new(Wakes::default());
    let waker = Waker::from(wakes.clone());
    loop {
        // Before the poll: a wake that comes during it counts.
        let seen = wakes.seen();
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(value) => return value,
            Poll::Pending => wakes.wait_for_more_than(seen),
        }
    }
}
