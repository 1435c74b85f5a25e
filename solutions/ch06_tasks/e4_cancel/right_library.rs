//! The library has a future that another one can abort.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use futures::future::{AbortHandle, Abortable};
use tokio::sync::oneshot;

pub type Task = Pin<Box<dyn Future<Output = ()>>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cancelled;

pub fn spawn<F>(start: impl FnOnce(Task), job: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    let (abort, registration) = AbortHandle::new_pair();
    let (sender, result) = oneshot::channel();
    start(Box::pin(async move {
        // The job lives in this call, and is gone when it has returned.
        let ended = Abortable::new(job, registration).await;
        // Nobody may be there to take it.
        let _unsent = sender.send(ended.map_err(|_| Cancelled));
    }));
    JoinHandle { abort, result }
}

pub struct JoinHandle<T> {
    abort: AbortHandle,
    result: oneshot::Receiver<Result<T, Cancelled>>,
}

impl<T> JoinHandle<T> {
    pub fn cancel(&self) {
        self.abort.abort();
    }
}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, Cancelled>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let result = Pin::new(&mut self.result).poll(cx);
        result.map(|sent| sent.expect("a task sends before it ends"))
    }
}
