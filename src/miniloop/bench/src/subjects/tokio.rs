//! tokio on one thread: what the others are compared with.

#[path = "../workloads.rs"]
mod workloads;

use tokio::{
    runtime::{Builder, Runtime},
    spawn,
    sync::mpsc::channel,
    task::{JoinHandle, yield_now},
    time::sleep,
};

use super::tokio_sockets::{accept, listen, read, receive, send, write_all};
pub(crate) use workloads::measure;

pub(crate) fn runtime() -> Runtime {
    let mut builder = Builder::new_current_thread();
    builder.enable_all().build().expect("the system has a poll")
}

/// As a task: the future that a runtime is given is not one.
fn run<F>(work: F) -> F::Output
where
    F: Future<Output: Send> + Send + 'static,
{
    runtime().block_on(async { join(spawn(work)).await })
}

pub(crate) async fn join<T>(task: JoinHandle<T>) -> T {
    task.await.expect("no task panics")
}
