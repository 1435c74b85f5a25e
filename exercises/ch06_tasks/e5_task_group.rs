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

use miniloop::JoinHandle;

/// Tasks that belong together.
#[derive(Default)]
pub struct TaskGroup {
    tasks: Vec<JoinHandle<Result<(), String>>>,
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
    pub async fn join(self) -> Result<(), String> {
        let _tasks = &self.tasks;
        todo!("look at whoever has ended, and wait for all")
    }
}
