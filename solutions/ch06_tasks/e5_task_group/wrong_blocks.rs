//! misconception: blocked-loop
//! Blocks the thread until a task has ended, which needs the thread.

use std::{mem, panic::resume_unwind};

use miniloop::{JoinError, JoinHandle};

#[derive(Default)]
pub struct TaskGroup {
    tasks: Vec<JoinHandle<Result<(), String>>>,
}

impl TaskGroup {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn spawn(
        &mut self,
        job: impl Future<Output = Result<(), String>> + 'static,
    ) {
        self.tasks.push(miniloop::spawn(job));
    }

    pub async fn join(mut self) -> Result<(), String> {
        let mut first = Ok(());
        for task in mem::take(&mut self.tasks) {
            match miniloop::block_on(task) {
                Ok(result) => first = first.and(result),
                Err(JoinError::Panicked(panic)) => resume_unwind(panic),
                Err(JoinError::Cancelled) => {}
            }
        }
        first
    }
}

impl Drop for TaskGroup {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::cancel);
    }
}
