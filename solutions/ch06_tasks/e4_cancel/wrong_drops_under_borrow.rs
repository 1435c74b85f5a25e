//! misconception: re-entrant-drop
//! Drops the job while its place is borrowed: its destructors find it so.

use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

pub type Task = Pin<Box<dyn Future<Output = ()>>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cancelled;

type Job<T> = Pin<Box<dyn Future<Output = T>>>;

struct Shared<T> {
    job: RefCell<Option<Job<T>>>,
    result: RefCell<Option<Result<T, Cancelled>>>,
    is_cancelled: Cell<bool>,
    task: RefCell<Option<Waker>>,
    awaiter: RefCell<Option<Waker>>,
}

impl<T> Shared<T> {
    fn end(&self, result: Result<T, Cancelled>) {
        *self.result.borrow_mut() = Some(result);
        let awaiter = self.awaiter.take();
        awaiter.into_iter().for_each(Waker::wake);
    }

    fn step(&self, cx: &mut Context<'_>) -> Poll<()> {
        self.task.replace(Some(cx.waker().clone()));
        // Out of its place while it is polled: it may cancel itself.
        let taken = self.job.take();
        let Some(mut job) = taken else { return Poll::Ready(()) };
        match job.as_mut().poll(cx) {
            Poll::Ready(value) => {
                drop(job);
                self.end(Ok(value));
                Poll::Ready(())
            }
            Poll::Pending if self.is_cancelled.get() => {
                drop(job);
                self.end(Err(Cancelled));
                Poll::Ready(())
            }
            Poll::Pending => {
                self.job.replace(Some(job));
                Poll::Pending
            }
        }
    }

    fn cancel(&self) {
        self.is_cancelled.set(true);
        let mut place = self.job.borrow_mut();
        if place.is_some() {
            *place = None;
            drop(place);
            self.end(Err(Cancelled));
            let task = self.task.take();
            task.into_iter().for_each(Waker::wake);
        }
    }
}

pub fn spawn<F>(start: impl FnOnce(Task), job: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    let job: Job<F::Output> = Box::pin(job);
    let shared = Rc::new(Shared {
        job: RefCell::new(Some(job)),
        result: RefCell::default(),
        is_cancelled: Cell::new(false),
        task: RefCell::default(),
        awaiter: RefCell::default(),
    });
    let handle = JoinHandle(shared.clone());
    start(Box::pin(poll_fn(move |cx| shared.step(cx))));
    handle
}

pub struct JoinHandle<T>(Rc<Shared<T>>);

impl<T> JoinHandle<T> {
    pub fn cancel(&self) {
        self.0.cancel();
    }
}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, Cancelled>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if let Some(result) = self.0.result.take() {
            return Poll::Ready(result);
        }
        self.0.awaiter.replace(Some(cx.waker().clone()));
        Poll::Pending
    }
}
