//! Wakes all who have ever polled the handle, under a lock for threads.

use std::{
    future::poll_fn,
    mem,
    panic::{self, AssertUnwindSafe},
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, Waker},
    thread,
};

pub type Task = Pin<Box<dyn Future<Output = ()>>>;

struct Shared<T> {
    result: Option<thread::Result<T>>,
    wakers: Vec<Waker>,
}

pub fn spawn<F>(start: impl FnOnce(Task), job: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    let shared = Shared { result: None, wakers: Vec::new() };
    let shared = Arc::new(Mutex::new(shared));
    let finish = shared.clone();
    let mut job = Box::pin(job);
    start(Box::pin(async move {
        let result = poll_fn(move |cx| {
            let poll = AssertUnwindSafe(|| job.as_mut().poll(cx));
            panic::catch_unwind(poll)
                .map_or_else(|cause| Poll::Ready(Err(cause)), |p| p.map(Ok))
        });
        let result = result.await;
        let wakers = {
            let lock = finish.lock();
            let mut shared = lock.unwrap_or_else(PoisonError::into_inner);
            shared.result = Some(result);
            mem::take(&mut shared.wakers)
        };
        wakers.into_iter().for_each(Waker::wake);
    }));
    JoinHandle { shared }
}

pub struct JoinHandle<T> {
    shared: Arc<Mutex<Shared<T>>>,
}

impl<T> Future for JoinHandle<T> {
    type Output = thread::Result<T>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let lock = self.shared.lock();
        let mut shared = lock.unwrap_or_else(PoisonError::into_inner);
        match shared.result.take() {
            Some(result) => Poll::Ready(result),
            None => {
                shared.wakers.push(cx.waker().clone());
                Poll::Pending
            }
        }
    }
}
