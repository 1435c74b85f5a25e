//! misconception: cancel-ignored
//! Tells whoever waits that it is canceled, and lets the task run on.

use std::{
    cell::RefCell,
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
}

pub fn spawn<F>(start: impl FnOnce(Task), job: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    let shared = Shared { result: None, awaiter: None, is_cancelled: false };
    let shared = Rc::new(RefCell::new(shared));
    let handle = JoinHandle { shared: shared.clone() };
    start(Box::pin(async move {
        let result = Ok(job.await);
        if shared.borrow().is_cancelled {
            return;
        }
        shared.borrow_mut().result = Some(result);
        let awaiter = shared.borrow_mut().awaiter.take();
        if let Some(awaiter) = awaiter {
            awaiter.wake();
        }
    }));
    handle
}

pub struct JoinHandle<T> {
    shared: Rc<RefCell<Shared<T>>>,
}

impl<T> JoinHandle<T> {
    pub fn cancel(&self) {
        let mut shared = self.shared.borrow_mut();
        if shared.result.is_none() && !shared.is_cancelled {
            shared.is_cancelled = true;
            shared.result = Some(Err(Cancelled));
            let awaiter = shared.awaiter.take();
            drop(shared);
            if let Some(awaiter) = awaiter {
                awaiter.wake();
            }
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
