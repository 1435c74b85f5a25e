//! A group of tasks, none of which outlives it.
//!
//!     let mut group = TaskGroup::new();
//!     group.spawn(fetch(1));
//!     group.spawn(fetch(2));
//!     group.join().await               // Ok(()), or the first error
//!
//! - `spawn` starts a task of `miniloop` at once. `join` waits for them all.
//! - The first error cancels the others, whichever job it comes from. When
//!   all have ended, `join` gives it; later ones don't count.
//! - A panic does the same; when all have ended, it goes on out of `join`.
//! - A group that is dropped, or whose `join` is, cancels its tasks.
//!
//! Not `miniloop::task_group`: of its tasks you need `spawn`, and of a
//! `JoinHandle` its `cancel` and its result. Drop cancels nobody by itself.

use std::{future::poll_fn, panic::resume_unwind, pin::Pin, task::Poll};

use miniloop::{JoinError, JoinHandle};

/// Tasks that belong together.
#[derive(Default)]
pub struct TaskGroup {
    /// Those who have not ended, as far as we have looked.
    tasks: Vec<JoinHandle<Result<(), String>>>,
}

/// How a task ended, if not well.
enum Failure {
    Error(String),
    Panic(Box<dyn std::any::Any + Send>),
}

impl TaskGroup {
    /// A group without a task.
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts a task of the group.
    pub fn spawn(
        &mut self,
        job: impl Future<Output = Result<(), String>> + 'static,
    ) {
        self.tasks.push(miniloop::spawn(job));
    }

    /// Waits until all tasks have ended; gives the first error.
    pub async fn join(mut self) -> Result<(), String> {
        let mut first = None;
        while let Some(failure) = self.next_failure().await {
            // Again for each: to cancel twice is to cancel once.
            self.cancel();
            first.get_or_insert(failure);
        }
        match first {
            None => Ok(()),
            Some(Failure::Error(error)) => Err(error),
            Some(Failure::Panic(panic)) => resume_unwind(panic),
        }
    }

    /// Waits for the next failure; for none if the rest ends well.
    async fn next_failure(&mut self) -> Option<Failure> {
        poll_fn(|cx| {
            let mut place = 0;
            while let Some(task) = self.tasks.get_mut(place) {
                let Poll::Ready(end) = Pin::new(task).poll(cx) else {
                    place += 1;
                    continue;
                };
                drop(self.tasks.remove(place));
                match end {
                    Ok(Err(error)) => {
                        return Poll::Ready(Some(Failure::Error(error)));
                    }
                    Err(JoinError::Panicked(panic)) => {
                        return Poll::Ready(Some(Failure::Panic(panic)));
                    }
                    // That was us, after a failure.
                    Ok(Ok(())) | Err(JoinError::Cancelled) => {}
                }
            }
            match self.tasks.is_empty() {
                true => Poll::Ready(None),
                false => Poll::Pending,
            }
        })
        .await
    }

    fn cancel(&self) {
        self.tasks.iter().for_each(JoinHandle::cancel);
    }
}

impl Drop for TaskGroup {
    fn drop(&mut self) {
        self.cancel();
    }
}
// The trap: `for task in tasks { task.await }`. It waits for the first task,
// and an error of the second is seen when that one has ended.
//
// Refused: to cancel the others and return. They hold all that they held
// until the loop has dropped them, and that is not yet.
