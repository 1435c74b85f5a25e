//! How does a task's result reach the one who awaits it?

use std::{
    any::Any,
    fmt,
    panic::Location,
    pin::Pin,
    rc::{Rc, Weak},
    task::{Context, Poll},
};

use super::{Inner, Run, State, Task, TaskId};
use crate::event_loop::{Core, Loss, RunError, come_to};

/// Awaits a task's result. Dropping it lets the task go on by itself.
///
/// Dropping it is safe at any time; awaiting it gives the result once.
pub struct JoinHandle<T> {
    task: Rc<Task<Inner<dyn Future<Output = T>, T>>>,
    home: Weak<Core>,
}

/// Why a task has no result.
#[derive(Debug)]
pub enum JoinError {
    /// Somebody canceled it, or the loop was closed.
    Cancelled,
    /// It panicked, with this payload.
    Panicked(Box<dyn Any + Send>),
}

impl<T> JoinHandle<T> {
    pub(crate) fn new(
        task: Rc<Task<Inner<dyn Future<Output = T>, T>>>,
        home: Weak<Core>,
    ) -> JoinHandle<T> {
        JoinHandle { task, home }
    }

    /// Has the loop drop the task's future in its next turn; whoever awaits
    /// the task gets [`JoinError::Cancelled`].
    ///
    /// A task that is over keeps its result, and canceling twice is
    /// canceling once.
    #[track_caller]
    pub fn cancel(&self) {
        come_to(Location::caller());
        if let Some(core) = self.home.upgrade() {
            core.cancel(self.task.id());
        }
    }

    /// Whether the task is over: it has a result, panicked or was canceled.
    pub fn is_finished(&self) -> bool {
        !matches!(*self.task.inner.state.borrow(), State::Running(_))
    }

    /// The task's own name among those of its loop.
    pub fn id(&self) -> TaskId {
        self.task.id()
    }

    fn take(&self) -> Option<Result<T, JoinError>> {
        let mut state = self.task.inner.state.borrow_mut();
        match std::mem::replace(&mut *state, State::Taken) {
            State::Done(outcome) => Some(outcome),
            running @ State::Running(_) => {
                *state = running;
                None
            }
            State::Taken => panic!("a task's result was awaited twice"),
        }
    }

    /// The main task's result, once its loop has stopped.
    pub(crate) fn into_result(self) -> Result<T, RunError> {
        match self.take() {
            Some(Ok(value)) => Ok(value),
            Some(Err(JoinError::Panicked(panic))) => {
                std::panic::resume_unwind(panic)
            }
            Some(Err(JoinError::Cancelled)) | None => Err(RunError::Stopped),
        }
    }
}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        come_to(Location::caller());
        match self.take() {
            Some(outcome) => Poll::Ready(outcome),
            None => {
                let waiter = Some(cx.waker().clone());
                self.task.inner.state.replace(State::Running(waiter));
                Poll::Pending
            }
        }
    }
}

impl<T> Drop for JoinHandle<T> {
    fn drop(&mut self) {
        if self.task.inner.has_panic()
            && let Some(core) = self.home.upgrade()
        {
            let name = self.task.name();
            core.observers.each(|o| o.lost(Loss::Panic(name)));
        }
    }
}

impl fmt::Display for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JoinError::Cancelled => f.write_str("the task was canceled"),
            JoinError::Panicked(panic) => {
                let text = panic.downcast_ref::<&str>().copied();
                let text = text
                    .or_else(|| panic.downcast_ref().map(String::as_str))
                    .unwrap_or("with a payload that is no text");
                write!(f, "the task panicked: {text}")
            }
        }
    }
}

impl std::error::Error for JoinError {}
