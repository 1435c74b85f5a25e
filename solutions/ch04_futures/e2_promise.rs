//! A promise: one side sets a value, the other side awaits it.
//!
//!     let (setter, promise) = promise();
//!     setter.set(7);      // from a callback, or from another thread
//!     promise.await       // Ok(7); Err(Dropped) if the setter just went
//!
//! - Pending until then, and asleep: `poll` waits for nobody, and wakes
//!   nobody by itself.
//! - Setting, or dropping the setter, wakes the waker of the latest poll.
//!   Whoever is woken may poll at once, inside of `wake`: what it looks for
//!   must be there, and no lock may be held.
//! - A promise that nobody awaits any more may be dropped first. A value that
//!   nobody took goes with the later side.
//!
//! Both sides share an `Arc<Mutex<..>>`. No channel, no `unsafe`.

use std::{
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
};

/// The setter went without setting anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dropped;

/// The side that knows the value, some time.
pub struct Setter<T> {
    shared: Shared<T>,
}

/// The side that waits for it.
pub struct Promise<T> {
    shared: Shared<T>,
}

type Shared<T> = Arc<Mutex<State<T>>>;

struct State<T> {
    value: Option<T>,
    setter_is_gone: bool,
    waker: Option<Waker>,
}

/// A promise that nothing has been set for, and its setter.
pub fn promise<T>() -> (Setter<T>, Promise<T>) {
    let state = State { value: None, setter_is_gone: false, waker: None };
    let shared = Arc::new(Mutex::new(state));
    (Setter { shared: shared.clone() }, Promise { shared })
}

impl<T> Setter<T> {
    /// Sets the value, and wakes who waits for it.
    pub fn set(self, value: T) {
        let mut state = self.shared.lock().expect("nobody panics with it");
        state.value = Some(value);
        // `self` goes now, and its drop wakes: after the value is there.
    }
}

impl<T> Drop for Setter<T> {
    fn drop(&mut self) {
        let mut state = self.shared.lock().expect("nobody panics with it");
        state.setter_is_gone = true;
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl<T> Future for Promise<T> {
    type Output = Result<T, Dropped>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.shared.lock().expect("nobody panics with it");
        if let Some(value) = state.value.take() {
            return Poll::Ready(Ok(value));
        }
        if state.setter_is_gone {
            return Poll::Ready(Err(Dropped));
        }
        // Each time: this poll's waker may be another than the last one's.
        state.waker = Some(cx.waker().clone());
        Poll::Pending
    }
}
// The trap: `if let Some(waker) = shared.lock()..waker.take()` and the wake
// in its block. The guard of the `if let` lives until the block ends, so the
// wake comes under the lock, and a runner that polls at once waits for ever.
//
// Refused: a wake in `set` and another one in `drop`. `set` takes `self`, so
// the drop follows at once, and one place that wakes is enough.
