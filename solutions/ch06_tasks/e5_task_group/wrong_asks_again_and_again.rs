//! misconception: busy-loop
//! Gives way again and again, and looks each time who has ended.

use std::panic::resume_unwind;

use miniloop::{JoinError, JoinHandle};

#[derive(Default)]
pub struct TaskGroup {
    tasks: Vec<JoinHandle<Result<(), String>>>,
}

enum Failure {
    Error(String),
    Panic(Box<dyn std::any::Any + Send>),
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
        let mut first = None;
        while !self.tasks.is_empty() {
            miniloop::yield_now().await;
            let ended = self.tasks.extract_if(.., |task| task.is_finished());
            for task in ended.collect::<Vec<_>>() {
                let failure = match task.await {
                    Ok(Err(error)) => Failure::Error(error),
                    Err(JoinError::Panicked(panic)) => Failure::Panic(panic),
                    Ok(Ok(())) | Err(JoinError::Cancelled) => continue,
                };
                self.cancel();
                first.get_or_insert(failure);
            }
        }
        match first {
            None => Ok(()),
            Some(Failure::Error(error)) => Err(error),
            Some(Failure::Panic(panic)) => resume_unwind(panic),
        }
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
