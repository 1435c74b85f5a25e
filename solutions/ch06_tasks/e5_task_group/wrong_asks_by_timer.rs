//! misconception: busy-loop
//! Looks every ten milliseconds who has ended.

use std::{panic::resume_unwind, time::Duration};

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
        while !self.tasks.is_empty() {
            let mut i = 0;
            while i < self.tasks.len() {
                if !self.tasks[i].is_finished() {
                    i += 1;
                    continue;
                }
                let task = self.tasks.remove(i);
                match task.await {
                    Ok(Err(e)) => {
                        if first.is_ok() {
                            first = Err(e);
                        }
                        self.tasks.iter().for_each(JoinHandle::cancel)
                    }
                    Err(JoinError::Panicked(p)) => resume_unwind(p),
                    _ => {}
                }
            }
            miniloop::sleep(Duration::from_millis(10)).await;
        }
        first
    }
}

impl Drop for TaskGroup {
    fn drop(&mut self) {
        for t in &self.tasks {
            t.cancel();
        }
    }
}
