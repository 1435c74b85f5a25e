//! The executor of the `futures` crate.

#[path = "../workloads.rs"]
mod workloads;

use std::cell::RefCell;

use futures::{
    SinkExt, StreamExt,
    channel::mpsc::{self, Receiver, Sender},
    executor::{LocalPool, LocalSpawner},
    future::RemoteHandle,
    task::LocalSpawnExt,
};
use futures_lite::future::yield_now;

use super::smol_sockets::{accept, listen, read, sleep, write_all};
pub(crate) use workloads::measure;

thread_local! {
    static SPAWNER: RefCell<Option<LocalSpawner>> = const { RefCell::new(None) };
}

fn run<F: Future + 'static>(work: F) -> F::Output {
    let mut pool = LocalPool::new();
    SPAWNER.set(Some(pool.spawner()));
    let main = spawn(work);
    pool.run_until(join(main))
}

fn spawn<F: Future + 'static>(future: F) -> Handle<F::Output> {
    let task = SPAWNER.with_borrow(|spawner| {
        let spawner = spawner.as_ref().expect("a loop runs");
        spawner.spawn_local_with_handle(future).expect("the loop is there")
    });
    Handle(Some(task))
}

/// Lets its task go on when dropped, as the other loops' handles do.
struct Handle<T: 'static>(Option<RemoteHandle<T>>);

impl<T> Drop for Handle<T> {
    fn drop(&mut self) {
        if let Some(task) = self.0.take() {
            task.forget();
        }
    }
}

async fn join<T>(mut handle: Handle<T>) -> T {
    handle.0.take().expect("joined once").await
}

/// Its channel has one place more for each sender.
fn channel<T>(limit: usize) -> (Sender<T>, Receiver<T>) {
    mpsc::channel(limit - 1)
}

async fn send<T>(sender: &mut Sender<T>, item: T) {
    assert!(sender.send(item).await.is_ok(), "the receiver takes all");
}

async fn receive<T>(receiver: &mut Receiver<T>) -> T {
    receiver.next().await.expect("the sender sends all")
}
