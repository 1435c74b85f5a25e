//! A flag under a lock, and a condition variable: nobody parks.

use std::{
    pin::pin,
    sync::{Arc, Condvar, Mutex},
    task::{Context, Poll, Wake},
};

#[derive(Default)]
struct Signal {
    is_up: Mutex<bool>,
    went_up: Condvar,
}

impl Signal {
    fn wait(&self) {
        let is_up = self.is_up.lock().expect("nobody panics with it");
        let mut is_up = self
            .went_up
            .wait_while(is_up, |is_up| !*is_up)
            .expect("nobody panics with it");
        *is_up = false;
    }
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        *self.is_up.lock().expect("nobody panics with it") = true;
        self.went_up.notify_one();
    }
}

pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let signal = Arc::new(Signal::default());
    let waker = signal.clone().into();
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(value) => return value,
            Poll::Pending => signal.wait(),
        }
    }
}
