//! Waits for whoever ends first, again and again.

use std::panic::resume_unwind;

use futures::future::select_all;
use miniloop::{JoinError, JoinHandle};

/// Fails as a task did.
type Failure = Box<dyn FnOnce() -> Result<(), String>>;

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
        let mut first: Option<Failure> = None;
        while !self.tasks.is_empty() {
            let (end, at, _) = select_all(self.tasks.iter_mut()).await;
            let _ = self.tasks.remove(at);
            let failure: Failure = match end {
                Ok(Err(e)) => Box::new(|| Err(e)),
                Err(JoinError::Panicked(p)) => Box::new(|| resume_unwind(p)),
                _ => continue,
            };
            if first.is_none() {
                first = Some(failure);
                for task in &self.tasks {
                    task.cancel();
                }
            }
        }
        match first {
            Some(give) => give(),
            None => Ok(()),
        }
    }
}

impl Drop for TaskGroup {
    fn drop(&mut self) {
        for t in &self.tasks {
            t.cancel();
        }
    }
}
