//! What the text runs on: `miniloop`, and tokio's runtime of one thread.

use std::{
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
    thread,
    time::Duration,
};

use miniloop::{EventLoop, JoinError};
use tokio::{
    runtime::{Builder, Runtime},
    task::LocalSet,
    time::{self, Instant},
};

use crate::conformance::{Callbacks, Cancels, Loop, TellsStalls};

/// The book's own loop.
#[derive(Clone)]
pub(super) struct Mini(EventLoop);

pub(super) struct MiniTask<T>(miniloop::JoinHandle<T>);

impl Loop for Mini {
    type Task<T: 'static> = MiniTask<T>;

    fn new() -> Self {
        Mini(EventLoop::with_virtual_clock())
    }

    fn time(&self) -> Duration {
        self.0.time()
    }

    fn run_until_complete<F>(&self, future: F) -> Option<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        self.0.run_until_complete(future).ok()
    }

    fn spawn<F>(&self, job: F) -> MiniTask<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        MiniTask(self.0.spawn(job))
    }

    async fn sleep(&self, delay: Duration) {
        miniloop::sleep(delay).await;
    }

    async fn yield_now(&self) {
        miniloop::yield_now().await;
    }
}

impl Mini {
    pub(super) fn close(&self) {
        self.0.close();
    }
}

impl<T> MiniTask<T> {
    pub(super) fn cancel(&self) {
        self.0.cancel();
    }
}

impl<T> Future for MiniTask<T> {
    type Output = thread::Result<T>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let result = Pin::new(&mut self.0).poll(cx);
        result.map_err(|error| match error {
            JoinError::Panicked(panic) => panic,
            JoinError::Cancelled => Box::new("canceled"),
        })
    }
}

impl TellsStalls for Mini {}

impl Callbacks for Mini {
    type Handle = miniloop::Handle;

    fn call_soon(&self, callback: impl FnOnce() + 'static) -> Self::Handle {
        self.0.call_soon(callback)
    }

    fn call_later(
        &self,
        delay: Duration,
        callback: impl FnOnce() + 'static,
    ) -> Self::Handle {
        self.0.call_later(delay, callback)
    }

    fn cancel(handle: &Self::Handle) {
        handle.cancel();
    }
}

impl Cancels for Mini {
    fn cancel_task<T: 'static>(task: &MiniTask<T>) {
        task.cancel();
    }
}

/// Tasks of a `LocalSet`, as on a loop of one thread, with a paused clock.
#[derive(Clone)]
pub(super) struct Tokio(Rc<Inside>);

struct Inside {
    runtime: Runtime,
    tasks: LocalSet,
    start: Instant,
}

pub(super) struct TokioTask<T>(tokio::task::JoinHandle<T>);

impl Loop for Tokio {
    type Task<T: 'static> = TokioTask<T>;

    fn new() -> Self {
        let runtime = Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .expect("a runtime without I/O asks nothing of the system");
        let start = runtime.block_on(async { Instant::now() });
        Tokio(Rc::new(Inside { runtime, tasks: LocalSet::new(), start }))
    }

    fn time(&self) -> Duration {
        let _clock = self.0.runtime.enter();
        self.0.start.elapsed()
    }

    fn run_until_complete<F>(&self, future: F) -> Option<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        let Inside { runtime, tasks, .. } = &*self.0;
        Some(runtime.block_on(tasks.run_until(future)))
    }

    fn spawn<F>(&self, job: F) -> TokioTask<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        TokioTask(self.0.tasks.spawn_local(job))
    }

    async fn sleep(&self, delay: Duration) {
        time::sleep(delay).await;
    }

    async fn yield_now(&self) {
        tokio::task::yield_now().await;
    }
}

impl<T> Future for TokioTask<T> {
    type Output = thread::Result<T>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let result = Pin::new(&mut self.0).poll(cx);
        result.map_err(|error| match error.try_into_panic() {
            Ok(panic) => panic,
            Err(_) => Box::new("canceled"),
        })
    }
}

impl Cancels for Tokio {
    fn cancel_task<T: 'static>(task: &TokioTask<T>) {
        task.0.abort();
    }
}
