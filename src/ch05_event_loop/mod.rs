//! What does the loop do while everyone waits?
//!
//! What the page says that rustc refuses, by the error's number:
//!
//! ```compile_fail,E0271
//! async fn greet() {}
//! miniloop::EventLoop::new().call_soon(greet);
//! ```

pub mod s1_hello;
pub mod s2_call_soon;
pub mod s3_call_later;
pub mod s4_handle;
pub mod s5_stop;
pub mod s6_run_until_complete;
pub mod s7_virtual_clock;
#[cfg(not(target_family = "wasm"))]
pub mod s8_debug;

use crate::Listing;

/// The chapter's question.
pub const QUESTION: &str = "What does the loop do while everyone waits?";

/// The chapter's listings, in reading order.
pub const LISTINGS: &[Listing] = &[
    Listing {
        name: "hello",
        shows: "the turn in which somebody says stop is run to its end",
        main: s1_hello::main,
    },
    Listing {
        name: "call_soon",
        shows: "who schedules itself again runs once a turn, as all others do",
        main: s2_call_soon::main,
    },
    Listing {
        name: "call_later",
        shows: "callbacks run in the order in which they are due",
        main: s3_call_later::main,
    },
    Listing {
        name: "handle",
        shows: "a callback called off in time never runs and leaves nothing",
        main: s4_handle::main,
    },
    Listing {
        name: "stop",
        shows: "a stop ends a turn and loses nothing",
        main: s5_stop::main,
    },
    Listing {
        name: "run_until_complete",
        shows: "the loop stops with one task, and the other goes on later",
        main: s6_run_until_complete::main,
    },
    Listing {
        name: "virtual_clock",
        shows: "the clock jumps to the next deadline when all wait",
        main: s7_virtual_clock::main,
    },
    #[cfg(not(target_family = "wasm"))]
    Listing {
        name: "debug",
        shows: "an observer tells who kept the loop, and who waits",
        main: s8_debug::main,
    },
];
