//! misconception: late-error
//! Awaits the handles in order: an error waits for those ahead of it.

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
        let mut panic = None;
        let mut tasks = mem::take(&mut self.tasks).into_iter();
        while let Some(task) = tasks.next() {
            let end = task.await;
            if matches!(end, Ok(Err(_)) | Err(JoinError::Panicked(_))) {
                tasks.as_slice().iter().for_each(JoinHandle::cancel);
            }
            match end {
                Ok(result) => first = first.and(result),
                Err(JoinError::Panicked(cause)) => panic = Some(cause),
                Err(JoinError::Cancelled) => {}
            }
        }
        match panic {
            Some(cause) => resume_unwind(cause),
            None => first,
        }
    }
}

impl Drop for TaskGroup {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::cancel);
    }
}
