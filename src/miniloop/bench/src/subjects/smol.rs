//! smol's executor for one thread.

#[path = "../workloads.rs"]
mod workloads;

use async_channel::{Receiver, Sender, bounded as channel};
use async_executor::{LocalExecutor, Task};
use futures_lite::future::yield_now;

use super::smol_sockets::{accept, listen, read, sleep, write_all};
pub(crate) use workloads::measure;

thread_local! {
    static EXECUTOR: &'static LocalExecutor<'static> =
        Box::leak(Box::new(LocalExecutor::new()));
}

fn run<F: Future + 'static>(work: F) -> F::Output {
    let executor = EXECUTOR.with(|executor| *executor);
    async_io::block_on(executor.run(executor.spawn(work)))
}

fn spawn<F: Future + 'static>(future: F) -> Handle<F::Output> {
    Handle(Some(EXECUTOR.with(|executor| executor.spawn(future))))
}

/// Lets its task go on when dropped, as the other loops' handles do.
struct Handle<T>(Option<Task<T>>);

impl<T> Drop for Handle<T> {
    fn drop(&mut self) {
        if let Some(task) = self.0.take() {
            task.detach();
        }
    }
}

async fn join<T>(mut handle: Handle<T>) -> T {
    handle.0.take().expect("joined once").await
}

async fn send<T>(sender: &mut Sender<T>, item: T) {
    sender.send(item).await.expect("the receiver takes all");
}

async fn receive<T>(receiver: &mut Receiver<T>) -> T {
    receiver.recv().await.expect("the sender sends all")
}
