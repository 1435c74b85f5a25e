//! An event loop on one thread, in safe Rust: what Part II of the book builds.
//!
//! Each file opens with the question that it answers. In reading order:
//!
//! - [`block_on`]: who calls poll again?
//! - [`promise`]: how does a result reach those who wait for it?
//! - [`EventLoop`]: what does the loop do while everyone waits?
//! - [`sleep`], [`Handle`]: who is due next?
//! - [`spawn`], [`JoinHandle`]: what is left when the caller has gone?
//! - [`gather`], [`TaskGroup`]: who waits for many?
//! - [`Queue`]: what if the producer is faster?
//! - [`Remote`]: how does another thread reach the loop?
//! - [`TcpListener`], [`TcpStream`]: how does a socket wake a task?
//! - [`Protocol`], [`Transport`]: the same by callbacks;
//! - [`Observer`], [`struct@Debug`]: what is the loop doing?
//!
//! It keeps asyncio's order, so that a program's trace is the same line for
//! line: one queue of what is ready, callbacks and tasks alike; what is
//! scheduled during a turn runs in the next one; timers that are due join the
//! queue's end, by deadline, then by the order in which they were made.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

// A page runs on one thread, without sockets: there `alone` and `none` take
// these two modules' places.
#[cfg_attr(target_family = "wasm", path = "thread/alone.rs")]
mod thread;

mod block_on;
mod promise;

mod event_loop;
mod timers;

mod tasks;

mod queue;

#[cfg_attr(target_family = "wasm", path = "reactor/none.rs")]
mod reactor;

pub use block_on::block_on;
pub use event_loop::{
    Debug, EventLoop, Loss, Observer, Remote, RunError, Step,
    observe_new_loops, run, spawn,
};
pub use promise::{Dropped, Promise, Setter, promise};
pub use queue::{Full, Queue};
#[cfg(not(target_family = "wasm"))]
pub use reactor::{Protocol, TcpListener, TcpStream, Transport, serve};
pub use tasks::{
    JoinError, JoinHandle, TaskGroup, TaskId, gather, task_group, yield_now,
};
pub use timers::{Handle, sleep, sleep_until};
