//! misconception: lost-wakeup
//! Waits for a wake before each poll, the first one too.

use std::{
    pin::pin,
    sync::{Arc, Condvar, Mutex},
    task::{Context, Poll, Wake, Waker},
};

#[derive(Default)]
struct Signal {
    is_up: Mutex<bool>,
    condvar: Condvar,
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        *self.is_up.lock().expect("nobody panics with it") = true;
        self.condvar.notify_one();
    }
}

pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let signal = Arc::new(Signal::default());
    let waker = Waker::from(signal.clone());
    let mut cx = Context::from_waker(&waker);
    loop {
        let mut is_up = signal.is_up.lock().expect("nobody panics with it");
        while !*is_up {
            is_up = signal.condvar.wait(is_up).expect("nobody panics with it");
        }
        *is_up = false;
        drop(is_up);
        if let Poll::Ready(value) = future.as_mut().poll(&mut cx) {
            return value;
        }
    }
}
