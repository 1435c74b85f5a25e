//! misconception: empty-input
//! Is Ready when the last task ends; in a group without tasks none does.

use std::{future::poll_fn, panic::resume_unwind, pin::Pin, task::Poll};

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
        while let Some(failure) = self.next_failure().await {
            self.cancel();
            first.get_or_insert(failure);
            if self.tasks.is_empty() {
                break;
            }
        }
        match first {
            None => Ok(()),
            Some(Failure::Error(error)) => Err(error),
            Some(Failure::Panic(panic)) => resume_unwind(panic),
        }
    }

    async fn next_failure(&mut self) -> Option<Failure> {
        poll_fn(|cx| {
            let (mut place, mut is_last) = (0, false);
            while let Some(task) = self.tasks.get_mut(place) {
                let Poll::Ready(end) = Pin::new(task).poll(cx) else {
                    place += 1;
                    continue;
                };
                drop(self.tasks.remove(place));
                is_last = self.tasks.is_empty();
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
            match is_last {
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
