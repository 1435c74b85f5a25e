//! A task that can be canceled: its future is dropped, and its handle knows.
//!
//!     let tea = spawn(start, brew());
//!     tea.cancel();
//!     tea.await                                    // Err(Cancelled)
//!
//! - `cancel` ends the task: its job is polled no more and is dropped, at
//!   once or when the loop polls the task next. It sees to that poll.
//! - The handle gives `Cancelled` when the job is gone, and wakes who waits.
//! - A task that has ended keeps its result. To cancel twice is to cancel
//!   once. A handle that is dropped cancels nothing.
//! - A job may cancel its own task, in its poll or in a destructor. While it
//!   is polled it can't be dropped; it is when that poll has returned.
//!
//! What stands here does all but `cancel`: `spawn_join`, without panics.

use std::{
    cell::RefCell,
    future::poll_fn,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

/// What the loop polls.
pub type Task = Pin<Box<dyn Future<Output = ()>>>;

/// Somebody canceled the task before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cancelled;

/// What a task and its handle share.
struct Shared<T> {
    result: Option<Result<T, Cancelled>>,
    awaiter: Option<Waker>,
    is_cancelled: bool,
    /// Has the loop poll the task: the waker of its latest poll.
    task: Option<Waker>,
}

/// Starts a task that does the job.
pub fn spawn<F>(start: impl FnOnce(Task), job: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    let shared =
        Shared { result: None, awaiter: None, is_cancelled: false, task: None };
    let shared = Rc::new(RefCell::new(shared));
    let handle = JoinHandle { shared: shared.clone() };
    start(Box::pin(async move {
        let result = unless_cancelled(&shared, job).await;
        shared.borrow_mut().result = Some(result);
        let awaiter = shared.borrow_mut().awaiter.take();
        if let Some(awaiter) = awaiter {
            awaiter.wake();
        }
    }));
    handle
}

/// Does the job; looks before each poll whether it still should. The job is
/// gone when this is Ready.
async fn unless_cancelled<T, F: Future>(
    shared: &RefCell<Shared<T>>,
    job: F,
) -> Result<F::Output, Cancelled> {
    let mut job = Box::pin(job);
    poll_fn(|cx| {
        if shared.borrow().is_cancelled {
            return Poll::Ready(Err(Cancelled));
        }
        // Before the poll: a job that cancels itself has to be polled again.
        shared.borrow_mut().task = Some(cx.waker().clone());
        job.as_mut().poll(cx).map(Ok)
    })
    .await
}

/// Gives the result of a task, and cancels it.
pub struct JoinHandle<T> {
    shared: Rc<RefCell<Shared<T>>>,
}

impl<T> JoinHandle<T> {
    /// Ends the task, unless it has ended.
    pub fn cancel(&self) {
        self.shared.borrow_mut().is_cancelled = true;
        let task = self.shared.borrow_mut().task.take();
        if let Some(task) = task {
            task.wake();
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
// The trap: a flag alone. A task that sleeps reads no flag; it must be woken
// to see it, and must look before it polls the job once more.
//
// Refused: to drop the job inside `cancel`. It is right for a task that
// sleeps, but a job that cancels itself lies on the stack below that call.
