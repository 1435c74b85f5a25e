//! misconception: re-entrant-drop
//! Polls the job in its place, from which a job that cancels itself is taken.

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

type Job<T> = Pin<Box<dyn Future<Output = T>>>;

struct Shared<T> {
    job: RefCell<Option<Job<T>>>,
    result: RefCell<Option<Result<T, Cancelled>>>,
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
        let mut place = self.job.borrow_mut();
        let Some(job) = &mut *place else { return Poll::Ready(()) };
        let Poll::Ready(value) = job.as_mut().poll(cx) else {
            return Poll::Pending;
        };
        *place = None;
        drop(place);
        self.end(Ok(value));
        Poll::Ready(())
    }

    fn cancel(&self) {
        let asleep = self.job.take();
        if let Some(job) = asleep {
            drop(job);
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
