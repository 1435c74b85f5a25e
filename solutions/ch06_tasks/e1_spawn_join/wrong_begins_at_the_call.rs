//! misconception: eager-start
//! Polls the job once in `spawn`, so that it is under way.

use std::{
    cell::RefCell,
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::{Pin, pin},
    rc::Rc,
    task::{Context, Poll, Waker},
    thread,
};

pub type Task = Pin<Box<dyn Future<Output = ()>>>;

pub fn spawn<F>(start: impl FnOnce(Task), job: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    let shared = Rc::new(RefCell::new(Shared { result: None, awaiter: None }));
    let mut job = Box::pin(job);
    let first = job.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    let handle = JoinHandle { shared: shared.clone() };
    start(Box::pin(async move {
        let result = match first {
            Poll::Ready(value) => Ok(value),
            Poll::Pending => caught(job).await,
        };
        shared.borrow_mut().result = Some(result);
        // The borrow ends with the line: who is woken may look at once.
        let awaiter = shared.borrow_mut().awaiter.take();
        if let Some(awaiter) = awaiter {
            awaiter.wake();
        }
    }));
    handle
}

async fn caught<F: Future>(job: F) -> thread::Result<F::Output> {
    let mut job = pin!(job);
    poll_fn(|cx| {
        let poll = AssertUnwindSafe(|| job.as_mut().poll(cx));
        match catch_unwind(poll) {
            Ok(polled) => polled.map(Ok),
            Err(cause) => Poll::Ready(Err(cause)),
        }
    })
    .await
}

struct Shared<T> {
    result: Option<thread::Result<T>>,
    awaiter: Option<Waker>,
}

pub struct JoinHandle<T> {
    shared: Rc<RefCell<Shared<T>>>,
}

impl<T> Future for JoinHandle<T> {
    type Output = thread::Result<T>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut shared = self.shared.borrow_mut();
        if let Some(result) = shared.result.take() {
            return Poll::Ready(result);
        }
        shared.awaiter = Some(cx.waker().clone());
        Poll::Pending
    }
}
