//! An async body behind two cells, as chapter 3 makes a generator.

use std::{
    cell::Cell,
    future::poll_fn,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

/// What the caller resumes it with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resume<T> {
    /// Run to the first pause.
    Start,
    /// Go on from the pause with this.
    Value(T),
    /// End.
    Close,
}

/// What it answers when it stops again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State<T> {
    /// Paused, with nothing to give: it waits for a value.
    Waiting,
    /// Paused, and this is for the caller.
    Yielded(T),
    /// At its end, after so many values.
    Complete(usize),
    /// It can't be resumed like this now.
    Refused,
}

#[derive(Clone, Default)]
struct Lock(Rc<(Cell<Option<Resume<i64>>>, Cell<Option<State<i64>>>)>);

impl Lock {
    async fn give(&self, state: State<i64>) -> Resume<i64> {
        self.0.1.set(Some(state));
        self.take().await
    }

    async fn take(&self) -> Resume<i64> {
        poll_fn(|_| match self.0.0.take() {
            Some(with) => Poll::Ready(with),
            None => Poll::Pending,
        })
        .await
    }
}

pub struct Doubler {
    lock: Lock,
    body: Pin<Box<dyn Future<Output = ()>>>,
}

async fn body(lock: Lock) {
    let mut with = lock.take().await;
    loop {
        match with {
            Resume::Start => break,
            Resume::Value(_) => with = lock.give(State::Refused).await,
            Resume::Close => return over(lock, 0).await,
        }
    }
    let mut count = 0;
    with = lock.give(State::Waiting).await;
    loop {
        match with {
            Resume::Start => with = lock.give(State::Refused).await,
            Resume::Value(n) => {
                count += 1;
                with = lock.give(State::Yielded(2 * n)).await;
            }
            Resume::Close => return over(lock, count).await,
        }
    }
}

async fn over(lock: Lock, count: usize) {
    lock.give(State::Complete(count)).await;
    loop {
        lock.give(State::Refused).await;
    }
}

impl Doubler {
    pub fn new() -> Self {
        let lock = Lock::default();
        let body = Box::pin(body(lock.clone()));
        Self { lock, body }
    }

    pub fn resume(&mut self, with: Resume<i64>) -> State<i64> {
        self.lock.0.0.set(Some(with));
        let _ =
            self.body.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        self.lock.0.1.take().expect("each poll ends in an answer")
    }
}
