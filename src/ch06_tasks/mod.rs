//! What is left when the caller has gone?
//!
//! What the page says that rustc refuses, by the errors' numbers:
//!
//! ```compile_fail,E0373
//! fn caller() {
//!     let name = String::from("host1");
//!     miniloop::spawn(async { println!("{name}") });
//! }
//! ```
//!
//! ```compile_fail,E0382
//! async fn caller() {
//!     let task = miniloop::spawn(async { 7 });
//!     let _ = task.await;
//!     let _ = task.await;
//! }
//! ```

pub mod s1_spawn;
#[cfg(not(target_family = "wasm"))]
pub mod s2_join_handle;
pub mod s3_counters;
pub mod s4_gather;
pub mod s5_chaining;
pub mod s6_wait;
pub mod s7_cancel;
pub mod s8_task_group;
pub mod s9_nurseries;

use crate::Listing;

/// The chapter's question.
pub const QUESTION: &str = "What is left when the caller has gone?";

/// The chapter's listings, in reading order.
pub const LISTINGS: &[Listing] = &[
    Listing {
        name: "spawn",
        shows: "a task begins when its caller is over, and ends with its loop",
        main: s1_spawn::main,
    },
    #[cfg(not(target_family = "wasm"))]
    Listing {
        name: "join_handle",
        shows: "a value, a panic and an error, and who hears of them",
        main: s2_join_handle::main,
    },
    Listing {
        name: "counters",
        shows: "four counters that give way after each step take turns",
        main: s3_counters::main,
    },
    Listing {
        name: "gather",
        shows: "three factorials wait together, and their results keep order",
        main: s4_gather::main,
    },
    Listing {
        name: "chaining",
        shows: "a task that was started early is done when it is awaited",
        main: s5_chaining::main,
    },
    Listing {
        name: "wait",
        shows: "a wait for the first of three, and again for those pending",
        main: s6_wait::main,
    },
    Listing {
        name: "cancel",
        shows: "a canceled task is dropped in the turn after the call",
        main: s7_cancel::main,
    },
    Listing {
        name: "task_group",
        shows: "the first error cancels the others, and comes out last",
        main: s8_task_group::main,
    },
    Listing {
        name: "nurseries",
        shows: "who is still alive when the function that began it is over",
        main: s9_nurseries::main,
    },
];
