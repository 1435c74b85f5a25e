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
    task::{Context, Poll},
};

/// The setter went without setting anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dropped;

/// The side that knows the value, some time.
pub struct Setter<T> {
    shared: Arc<Mutex<Option<T>>>,
}

/// The side that waits for it.
pub struct Promise<T> {
    shared: Arc<Mutex<Option<T>>>,
}

/// A promise that nothing has been set for, and its setter.
pub fn promise<T>() -> (Setter<T>, Promise<T>) {
    // What else have the two sides to know of each other?
    let shared = Arc::new(Mutex::new(None));
    (Setter { shared: shared.clone() }, Promise { shared })
}

impl<T> Setter<T> {
    /// Sets the value, and wakes who waits for it.
    pub fn set(self, value: T) {
        *self.shared.lock().expect("nobody panics with it") = Some(value);
        todo!("wake who waits")
    }
}

impl<T> Future for Promise<T> {
    type Output = Result<T, Dropped>;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        let _shared = self.shared.lock().expect("nobody panics with it");
        todo!("be Ready, or see to it that you are woken")
    }
}
