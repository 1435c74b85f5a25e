//! The setter keeps the value, and its drop settles: one end for both ways.

use std::{
    mem,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard},
    task::{Context, Poll, Waker},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dropped;

enum Slot<T> {
    Open(Option<Waker>),
    Settled(Option<T>),
}

impl<T> Slot<T> {
    fn lock(shared: &Mutex<Self>) -> MutexGuard<'_, Self> {
        shared.lock().expect("nobody panics with it")
    }
}

pub struct Setter<T> {
    value: Option<T>,
    shared: Arc<Mutex<Slot<T>>>,
}

pub struct Promise<T> {
    shared: Arc<Mutex<Slot<T>>>,
}

pub fn promise<T>() -> (Setter<T>, Promise<T>) {
    let shared = Arc::new(Mutex::new(Slot::Open(None)));
    (Setter { value: None, shared: shared.clone() }, Promise { shared })
}

impl<T> Setter<T> {
    pub fn set(mut self, value: T) {
        self.value = Some(value);
    }
}

impl<T> Drop for Setter<T> {
    fn drop(&mut self) {
        let settled = Slot::Settled(self.value.take());
        let open = mem::replace(&mut *Slot::lock(&self.shared), settled);
        if let Slot::Open(Some(waker)) = open {
            waker.wake();
        }
    }
}

impl<T> Future for Promise<T> {
    type Output = Result<T, Dropped>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *Slot::lock(&self.shared) {
            Slot::Settled(value) => Poll::Ready(value.take().ok_or(Dropped)),
            Slot::Open(waker) => {
                *waker = Some(cx.waker().clone());
                Poll::Pending
            }
        }
    }
}
