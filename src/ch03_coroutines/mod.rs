//! What does calling an async function do?
//!
//! What the page says that rustc refuses, by the error's number:
//!
//! ```compile_fail,E0382
//! async fn ping() {}
//! async fn twice() {
//!     let coroutine = ping();
//!     coroutine.await;
//!     coroutine.await;
//! }
//! ```
//!
//! ```compile_fail,E0599
//! use std::task::{Context, Waker};
//! async fn ping() {}
//! let mut unpinned = ping();
//! let _ = unpinned.poll(&mut Context::from_waker(Waker::noop()));
//! ```
//!
//! ```compile_fail,E0728
//! async fn ping() {}
//! fn plain() {
//!     ping().await;
//! }
//! ```
//!
//! ```compile_fail,E0728
//! async fn ping() {}
//! async fn closure() {
//!     let plain = || ping().await;
//! }
//! ```
//!
//! ```compile_fail,E0733
//! async fn depth(n: u32) -> u32 {
//!     if n == 0 { 0 } else { 1 + depth(n - 1).await }
//! }
//! ```

#[cfg(not(target_family = "wasm"))]
pub mod s1_nothing_runs_yet;
pub mod s2_poll_by_hand;
pub mod s3_chain;
#[cfg(not(target_family = "wasm"))]
pub mod s4_state_machine;
pub mod s5_generator_from_async;
pub mod s6_colours;
#[cfg(not(target_family = "wasm"))]
pub mod s7_sizes;
#[cfg(not(target_family = "wasm"))]
pub mod s8_recursion;

use crate::Listing;

/// The chapter's question.
pub const QUESTION: &str = "What does calling an async function do?";

/// The chapter's listings, in reading order.
pub const LISTINGS: &[Listing] = &[
    #[cfg(not(target_family = "wasm"))]
    Listing {
        name: "nothing_runs_yet",
        shows: "a call makes a value and runs none of the body",
        main: s1_nothing_runs_yet::main,
    },
    Listing {
        name: "poll_by_hand",
        shows: "each poll runs the body up to an await that has to wait",
        main: s2_poll_by_hand::main,
    },
    Listing {
        name: "chain",
        shows: "who runs when three coroutines await each other",
        main: s3_chain::main,
    },
    #[cfg(not(target_family = "wasm"))]
    Listing {
        name: "state_machine",
        shows: "the enum that the compiler writes, by hand beside it",
        main: s4_state_machine::main,
    },
    Listing {
        name: "generator_from_async",
        shows: "an async function as a generator that is sent values",
        main: s5_generator_from_async::main,
    },
    Listing {
        name: "colours",
        shows: "who may call whom, and the one way from fn to async fn",
        main: s6_colours::main,
    },
    #[cfg(not(target_family = "wasm"))]
    Listing {
        name: "sizes",
        shows: "what lives across an await, weighed",
        main: s7_sizes::main,
    },
    #[cfg(not(target_family = "wasm"))]
    Listing {
        name: "recursion",
        shows: "an async function that calls itself, boxed",
        main: s8_recursion::main,
    },
];
