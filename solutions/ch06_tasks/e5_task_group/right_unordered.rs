//! The handles in a set that gives who has ended.

use std::panic;

use futures::{StreamExt, stream::FuturesUnordered};
use miniloop::{JoinError, JoinHandle};

#[derive(Default)]
pub struct TaskGroup {
    tasks: FuturesUnordered<JoinHandle<Result<(), String>>>,
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
        let (mut outcome, mut cause) = (Ok(()), None);
        while let Some(end) = self.tasks.next().await {
            let has_failed = outcome.is_err() || cause.is_some();
            match end {
                Ok(Ok(())) | Err(JoinError::Cancelled) => continue,
                _ if has_failed => continue,
                Ok(error) => outcome = error,
                Err(JoinError::Panicked(panic)) => cause = Some(panic),
            }
            self.tasks.iter().for_each(JoinHandle::cancel);
        }
        match cause {
            Some(panic) => panic::resume_unwind(panic),
            None => outcome,
        }
    }
}

impl Drop for TaskGroup {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::cancel);
    }
}
