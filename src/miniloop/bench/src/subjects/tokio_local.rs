//! tokio with `spawn_local`: tasks that never leave their thread.

#[path = "../workloads.rs"]
mod workloads;

use tokio::{
    sync::mpsc::channel,
    task::{LocalSet, spawn_local as spawn, yield_now},
    time::sleep,
};

use super::{
    tokio::{join, runtime},
    tokio_sockets::{accept, listen, read, receive, send, write_all},
};
pub(crate) use workloads::measure;

fn run<F: Future + 'static>(work: F) -> F::Output {
    let tasks = LocalSet::new();
    tasks.block_on(&runtime(), async { join(spawn(work)).await })
}
