//! misconception: blocked-loop
//! Waits in `poll`, until the setter has ended.

use std::{
    pin::Pin,
    sync::{Arc, Condvar, Mutex},
    task::{Context, Poll},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dropped;

struct State<T> {
    value: Option<Result<T, Dropped>>,
}

type Shared<T> = Arc<(Mutex<State<T>>, Condvar)>;

pub struct Setter<T>(Shared<T>);

pub struct Promise<T>(Shared<T>);

pub fn promise<T>() -> (Setter<T>, Promise<T>) {
    let shared = Arc::new((Mutex::new(State { value: None }), Condvar::new()));
    (Setter(shared.clone()), Promise(shared))
}

impl<T> Setter<T> {
    pub fn set(self, value: T) {
        self.end(Ok(value));
    }

    fn end(&self, end: Result<T, Dropped>) {
        let mut state = self.0.0.lock().expect("nobody panics with it");
        state.value.get_or_insert(end);
        self.0.1.notify_one();
    }
}

impl<T> Drop for Setter<T> {
    fn drop(&mut self) {
        self.end(Err(Dropped));
    }
}

impl<T> Future for Promise<T> {
    type Output = Result<T, Dropped>;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.0.0.lock().expect("nobody panics with it");
        loop {
            if let Some(end) = state.value.take() {
                return Poll::Ready(end);
            }
            state = self.0.1.wait(state).expect("nobody panics with it");
        }
    }
}
