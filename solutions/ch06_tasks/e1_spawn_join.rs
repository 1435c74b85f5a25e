//! A task, and a handle that gives its result to whoever awaits it.
//!
//!     let tea = spawn(start, async { 2 + 2 });
//!     tea.await                       // Ok(4); Err(..) if the job panicked
//!
//! - `spawn` makes a task of the job, gives it to the loop by `start` and
//!   polls nothing. The loop polls the task whenever it was woken.
//! - The handle is Ready once the job has ended, whether it is awaited
//!   before that or long after. While it waits it sleeps; the waker of its
//!   latest poll is called when the result is there.
//! - A job that panics ends its own task and no other: the loop sees a task
//!   that is done, and the handle gives what it panicked with.
//! - A task whose handle was dropped goes on to its end.
//!
//! `std::panic::catch_unwind` and `AssertUnwindSafe` stop a panic.

use std::{
    cell::RefCell,
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::{Pin, pin},
    rc::Rc,
    task::{Context, Poll, Waker},
    thread,
};

/// What the loop polls.
pub type Task = Pin<Box<dyn Future<Output = ()>>>;

/// Starts a task that does the job.
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

/// Does the job; a panic in one of its polls is its result.
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

/// What a task and its handle share.
struct Shared<T> {
    result: Option<thread::Result<T>>,
    awaiter: Option<Waker>,
}

/// Gives the result of a task.
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
// The trap: `catch_unwind(|| job)`, or a catch around the call of an `async
// fn`. Both catch what happens while the future is made; its lines run in its
// polls, so each poll needs the catch.
//
// Refused: a job that the handle polls itself. It would run when it is
// awaited and not before, and a dropped handle would take it along.
