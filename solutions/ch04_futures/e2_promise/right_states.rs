//! Four states in one enum, and the waker lives in one of them.

use std::{
    mem,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, Waker},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dropped;

enum State<T> {
    Untouched,
    Awaited(Waker),
    Set(T),
    Gone,
}

pub struct Setter<T>(Option<Arc<Mutex<State<T>>>>);

pub struct Promise<T>(Arc<Mutex<State<T>>>);

pub fn promise<T>() -> (Setter<T>, Promise<T>) {
    let state = Arc::new(Mutex::new(State::Untouched));
    (Setter(Some(state.clone())), Promise(state))
}

/// Puts the last state in, and wakes once the lock is back.
fn finish<T>(state: &Mutex<State<T>>, last: State<T>) {
    let before = {
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        mem::replace(&mut *state, last)
    };
    if let State::Awaited(waker) = before {
        waker.wake();
    }
}

impl<T> Setter<T> {
    pub fn set(mut self, value: T) {
        if let Some(state) = self.0.take() {
            finish(&state, State::Set(value));
        }
    }
}

impl<T> Drop for Setter<T> {
    fn drop(&mut self) {
        if let Some(state) = self.0.take() {
            finish(&state, State::Gone);
        }
    }
}

impl<T> Future for Promise<T> {
    type Output = Result<T, Dropped>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match mem::replace(&mut *state, State::Gone) {
            State::Set(value) => Poll::Ready(Ok(value)),
            State::Gone => Poll::Ready(Err(Dropped)),
            State::Untouched | State::Awaited(_) => {
                *state = State::Awaited(cx.waker().clone());
                Poll::Pending
            }
        }
    }
}
