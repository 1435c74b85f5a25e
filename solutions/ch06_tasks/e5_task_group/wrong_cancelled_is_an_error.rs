//! misconception: swallowed-error
//! The others, canceled, fail too, and theirs is the error that is left.

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
            // Again for each: to cancel twice is to cancel once.
            self.cancel();
            first = Some(failure);
        }
        match first {
            None => Ok(()),
            Some(Failure::Error(error)) => Err(error),
            Some(Failure::Panic(panic)) => resume_unwind(panic),
        }
    }

    async fn next_failure(&mut self) -> Option<Failure> {
        poll_fn(|cx| {
            let mut place = 0;
            while let Some(task) = self.tasks.get_mut(place) {
                let Poll::Ready(end) = Pin::new(task).poll(cx) else {
                    place += 1;
                    continue;
                };
                drop(self.tasks.remove(place));
                match end {
                    Ok(Err(error)) => {
                        return Poll::Ready(Some(Failure::Error(error)));
                    }
                    Err(JoinError::Panicked(panic)) => {
                        return Poll::Ready(Some(Failure::Panic(panic)));
                    }
                    Err(JoinError::Cancelled) => {
                        let error = "canceled".to_owned();
                        return Poll::Ready(Some(Failure::Error(error)));
                    }
                    Ok(Ok(())) => {}
                }
            }
            match self.tasks.is_empty() {
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
