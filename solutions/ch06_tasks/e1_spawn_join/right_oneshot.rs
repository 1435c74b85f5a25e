//! A channel for one value brings the result, and holds the waker.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::{Context, Poll},
    thread,
};

use tokio::sync::oneshot;

pub type Task = Pin<Box<dyn Future<Output = ()>>>;

pub fn spawn<F>(start: impl FnOnce(Task), job: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    let (sender, result) = oneshot::channel();
    let job = Caught { job: Box::pin(job) };
    start(Box::pin(async move {
        // Nobody may be there to take it.
        let _unsent = sender.send(job.await);
    }));
    JoinHandle { result }
}

struct Caught<F> {
    job: Pin<Box<F>>,
}

impl<F: Future> Future for Caught<F> {
    type Output = thread::Result<F::Output>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let poll = AssertUnwindSafe(|| self.job.as_mut().poll(cx));
        match catch_unwind(poll) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(value)) => Poll::Ready(Ok(value)),
            Err(cause) => Poll::Ready(Err(cause)),
        }
    }
}

pub struct JoinHandle<T> {
    result: oneshot::Receiver<thread::Result<T>>,
}

impl<T> Future for JoinHandle<T> {
    type Output = thread::Result<T>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let result = Pin::new(&mut self.result).poll(cx);
        result.map(|sent| sent.expect("a task sends before it ends"))
    }
}
