//! A channel tells the task, which awaits the job or that, whichever is first.

use std::{
    pin::{Pin, pin},
    rc::Rc,
    task::{Context, Poll},
};

use tokio::sync::{Notify, oneshot};

pub type Task = Pin<Box<dyn Future<Output = ()>>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cancelled;

pub fn spawn<F>(start: impl FnOnce(Task), job: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    let cancelled = Rc::new(Notify::new());
    let (sender, result) = oneshot::channel();
    let told = cancelled.clone();
    start(Box::pin(async move {
        let ended = unless(&told, job).await;
        let _unsent = sender.send(ended);
    }));
    JoinHandle { cancelled, result }
}

async fn unless<F: Future>(
    told: &Notify,
    job: F,
) -> Result<F::Output, Cancelled> {
    let job = pin!(job);
    tokio::select! {
        biased;
        () = told.notified() => Err(Cancelled),
        value = job => Ok(value),
    }
}

pub struct JoinHandle<T> {
    cancelled: Rc<Notify>,
    result: oneshot::Receiver<Result<T, Cancelled>>,
}

impl<T> JoinHandle<T> {
    pub fn cancel(&self) {
        // A note that waits for the task, if it does not wait itself.
        self.cancelled.notify_one();
    }
}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, Cancelled>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let sent = Pin::new(&mut self.result).poll(cx);
        sent.map(|sent| sent.expect("a task sends before it ends"))
    }
}
