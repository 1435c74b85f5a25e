//! misconception: blocked-loop
//! The handle waits for the result on a channel that is made for threads.

use std::{
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::{Pin, pin},
    sync::mpsc,
    task::{Context, Poll},
    thread,
};

pub type Task = Pin<Box<dyn Future<Output = ()>>>;

pub fn spawn<F>(start: impl FnOnce(Task), job: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    let (sender, results) = mpsc::channel();
    start(Box::pin(async move {
        let mut job = pin!(job);
        let result = poll_fn(|cx| {
            let poll = AssertUnwindSafe(|| job.as_mut().poll(cx));
            match catch_unwind(poll) {
                Ok(polled) => polled.map(Ok),
                Err(cause) => Poll::Ready(Err(cause)),
            }
        });
        let _nobody_listens = sender.send(result.await);
    }));
    JoinHandle { results }
}

pub struct JoinHandle<T> {
    results: mpsc::Receiver<thread::Result<T>>,
}

impl<T> Future for JoinHandle<T> {
    type Output = thread::Result<T>;

    fn poll(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<Self::Output> {
        let result = self.results.recv();
        Poll::Ready(result.expect("the task lives until it has sent"))
    }
}
