//! misconception: double-cancel
//! Counts on it that nobody cancels twice, or after the end.

use std::{
    cell::RefCell,
    future::poll_fn,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

pub type Task = Pin<Box<dyn Future<Output = ()>>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cancelled;

struct Shared<T> {
    result: Option<Result<T, Cancelled>>,
    awaiter: Option<Waker>,
    is_cancelled: bool,
    task: Option<Waker>,
}

pub fn spawn<F>(start: impl FnOnce(Task), job: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    let shared =
        Shared { result: None, awaiter: None, is_cancelled: false, task: None };
    let shared = Rc::new(RefCell::new(shared));
    let handle = JoinHandle { shared: shared.clone() };
    start(Box::pin(async move {
        let result = unless_cancelled(&shared, job).await;
        shared.borrow_mut().result = Some(result);
        let awaiter = shared.borrow_mut().awaiter.take();
        if let Some(awaiter) = awaiter {
            awaiter.wake();
        }
    }));
    handle
}

async fn unless_cancelled<T, F: Future>(
    shared: &RefCell<Shared<T>>,
    job: F,
) -> Result<F::Output, Cancelled> {
    let mut job = Box::pin(job);
    poll_fn(|cx| {
        if shared.borrow().is_cancelled {
            return Poll::Ready(Err(Cancelled));
        }
        // Before the poll: a job that cancels itself has to be polled again.
        shared.borrow_mut().task = Some(cx.waker().clone());
        job.as_mut().poll(cx).map(Ok)
    })
    .await
}

pub struct JoinHandle<T> {
    shared: Rc<RefCell<Shared<T>>>,
}

impl<T> JoinHandle<T> {
    pub fn cancel(&self) {
        let mut shared = self.shared.borrow_mut();
        assert!(!shared.is_cancelled, "a task is canceled once");
        shared.is_cancelled = true;
        let task = shared.task.take();
        drop(shared);
        if let Some(task) = task {
            task.wake();
        }
    }
}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, Cancelled>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut shared = self.shared.borrow_mut();
        if let Some(result) = shared.result.take() {
            return Poll::Ready(result);
        }
        shared.awaiter = Some(cx.waker().clone());
        Poll::Pending
    }
}
