//! misconception: wake-before-value
//! Wakes who waits, and stores the result after that.

use std::{
    cell::RefCell,
    future::poll_fn,
    mem,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
    thread,
};

pub type Task = Pin<Box<dyn Future<Output = ()>>>;

enum State<T> {
    Idle(Pin<Box<dyn Future<Output = T>>>),
    Running,
    Ended(thread::Result<T>),
    Taken,
}

type Shared<T> = Rc<(RefCell<State<T>>, RefCell<Waker>)>;

pub fn spawn<F>(start: impl FnOnce(Task), job: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    let awaiter = RefCell::new(Waker::noop().clone());
    let state = RefCell::new(State::Idle(Box::pin(job)));
    let shared: Shared<F::Output> = Rc::new((state, awaiter));
    let handle = JoinHandle(shared.clone());
    start(Box::pin(poll_fn(move |cx| step(&shared, cx))));
    handle
}

fn step<T>(shared: &Shared<T>, cx: &mut Context<'_>) -> Poll<()> {
    let (state, awaiter) = &**shared;
    let State::Idle(mut job) = state.replace(State::Running) else {
        unreachable!("a task is polled one poll at a time, until its end");
    };
    let poll = AssertUnwindSafe(|| job.as_mut().poll(cx));
    let result = match catch_unwind(poll) {
        Ok(Poll::Pending) => {
            state.replace(State::Idle(job));
            return Poll::Pending;
        }
        Ok(Poll::Ready(value)) => Ok(value),
        Err(cause) => Err(cause),
    };
    awaiter.replace(Waker::noop().clone()).wake();
    state.replace(State::Ended(result));
    Poll::Ready(())
}

pub struct JoinHandle<T>(Shared<T>);

impl<T> Future for JoinHandle<T> {
    type Output = thread::Result<T>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let (state, awaiter) = &*self.0;
        let mut state = state.borrow_mut();
        match mem::replace(&mut *state, State::Taken) {
            State::Ended(result) => Poll::Ready(result),
            other => {
                *state = other;
                awaiter.borrow_mut().clone_from(cx.waker());
                Poll::Pending
            }
        }
    }
}
