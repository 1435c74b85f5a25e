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
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
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
    start(Box::pin(async move {
        let _job = job;
        todo!("do the job, and leave its result where the handle finds it")
    }));
    todo!("make a handle that shares it")
}

/// Gives the result of a task.
pub struct JoinHandle<T> {
    // The result alone isn't enough: who waits for it?
    shared: Rc<RefCell<Option<thread::Result<T>>>>,
}

impl<T> Future for JoinHandle<T> {
    type Output = thread::Result<T>;

    fn poll(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<Self::Output> {
        let _shared = &self.shared;
        todo!("take the result, or wait for it")
    }
}
