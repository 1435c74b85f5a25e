//! What is the program waiting for?

pub mod s1_sequential;
pub mod s2_together;
#[cfg(not(target_family = "wasm"))]
pub mod s3_cpu_bound;
#[cfg(not(target_family = "wasm"))]
pub mod s4_threads;
#[cfg(not(target_family = "wasm"))]
pub mod s5_processes;
pub mod s6_choose;

use crate::Listing;

/// The chapter's question.
pub const QUESTION: &str = "What is the program waiting for?";

/// The chapter's listings, in reading order.
pub const LISTINGS: &[Listing] = &[
    Listing {
        name: "sequential",
        shows: "three waits one after another: their times add up",
        main: s1_sequential::main,
    },
    Listing {
        name: "together",
        shows: "three waits at once: the longest decides",
        main: s2_together::main,
    },
    #[cfg(not(target_family = "wasm"))]
    Listing {
        name: "cpu_bound",
        shows: "to compute together saves nothing on one thread",
        main: s3_cpu_bound::main,
    },
    #[cfg(not(target_family = "wasm"))]
    Listing {
        name: "threads",
        shows: "who decides on a switch: the system, or an await",
        main: s4_threads::main,
    },
    #[cfg(not(target_family = "wasm"))]
    Listing {
        name: "processes",
        shows: "a thread shares our memory, a process has its own",
        main: s5_processes::main,
    },
    Listing {
        name: "choose",
        shows: "the figures that decide between task and thread",
        main: s6_choose::main,
    },
];
