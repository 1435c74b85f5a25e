//! misconception: not-awaited
//! The handle polls the job; what the loop gets is an empty task.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::{Context, Poll},
    thread,
};

pub type Task = Pin<Box<dyn Future<Output = ()>>>;

pub fn spawn<F>(start: impl FnOnce(Task), job: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    start(Box::pin(async {}));
    JoinHandle { job: Box::pin(job) }
}

pub struct JoinHandle<T> {
    job: Pin<Box<dyn Future<Output = T>>>,
}

impl<T> Future for JoinHandle<T> {
    type Output = thread::Result<T>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let poll = AssertUnwindSafe(|| self.job.as_mut().poll(cx));
        match catch_unwind(poll) {
            Ok(polled) => polled.map(Ok),
            Err(cause) => Poll::Ready(Err(cause)),
        }
    }
}
