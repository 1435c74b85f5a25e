//! One value for both ends: the drop finds it set, and leaves it.

use std::{
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dropped;

struct State<T> {
    value: Option<Result<T, Dropped>>,
    waker: Option<Waker>,
}

type Shared<T> = Arc<Mutex<State<T>>>;

pub struct Setter<T>(Shared<T>);

pub struct Promise<T>(Shared<T>);

pub fn promise<T>() -> (Setter<T>, Promise<T>) {
    let shared = Arc::new(Mutex::new(State { value: None, waker: None }));
    (Setter(shared.clone()), Promise(shared))
}

impl<T> Setter<T> {
    pub fn set(self, value: T) {
        self.end(Ok(value));
    }

    fn end(&self, end: Result<T, Dropped>) {
        let mut state = self.0.lock().expect("nobody panics with it");
        if state.value.is_some() {
            return;
        }
        state.value = Some(end);
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl<T> Drop for Setter<T> {
    fn drop(&mut self) {
        self.end(Err(Dropped));
    }
}

impl<T> Future for Promise<T> {
    type Output = Result<T, Dropped>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.0.lock().expect("nobody panics with it");
        if let Some(end) = state.value.take() {
            return Poll::Ready(end);
        }
        state.waker = Some(cx.waker().clone());
        Poll::Pending
    }
}
