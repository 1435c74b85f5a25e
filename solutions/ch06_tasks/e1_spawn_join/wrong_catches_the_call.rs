//! misconception: panic-escapes
//! Catches a panic while the future is made, where nothing of it runs yet.

use std::{
    cell::RefCell,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
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
    let handle = JoinHandle { shared: shared.clone() };
    start(Box::pin(async move {
        let result = caught(job).await;
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
    match catch_unwind(AssertUnwindSafe(|| Box::pin(job))) {
        Ok(job) => Ok(job.await),
        Err(cause) => Err(cause),
    }
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
