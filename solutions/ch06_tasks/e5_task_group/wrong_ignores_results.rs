//! misconception: swallowed-error
//! Waits for all and asks nobody how it went.

use std::mem;

use miniloop::JoinHandle;

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
        for task in mem::take(&mut self.tasks) {
            let _ended = task.await;
        }
        Ok(())
    }
}

impl Drop for TaskGroup {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::cancel);
    }
}
