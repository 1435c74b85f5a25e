//! misconception: sequential-await
//! Keeps the jobs, and starts each when the one before it has ended.

use std::pin::Pin;

use miniloop::{JoinError, JoinHandle};

type Job = Pin<Box<dyn Future<Output = Result<(), String>>>>;

#[derive(Default)]
pub struct TaskGroup {
    jobs: Vec<Job>,
}

struct Cancels(JoinHandle<Result<(), String>>);

impl Drop for Cancels {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

impl TaskGroup {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn spawn(
        &mut self,
        job: impl Future<Output = Result<(), String>> + 'static,
    ) {
        self.jobs.push(Box::pin(job));
    }

    pub async fn join(self) -> Result<(), String> {
        for job in self.jobs {
            let mut task = Cancels(miniloop::spawn(job));
            match (&mut task.0).await {
                Ok(result) => result?,
                Err(JoinError::Panicked(panic)) => {
                    std::panic::resume_unwind(panic)
                }
                Err(JoinError::Cancelled) => {}
            }
        }
        Ok(())
    }
}
