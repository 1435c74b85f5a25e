//! What is the program waiting for?

pub mod s1_sequential;
pub mod s2_together;
pub mod s3_cpu_bound;
pub mod s4_threads;
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
    Listing {
        name: "cpu_bound",
        shows: "to compute together saves nothing on one thread",
        main: s3_cpu_bound::main,
    },
    Listing {
        name: "threads",
        shows: "who decides on a switch: the system, or an await",
        main: s4_threads::main,
    },
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
