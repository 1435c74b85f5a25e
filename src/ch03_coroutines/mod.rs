//! What does calling an async function do?

pub mod s1_nothing_runs_yet;
pub mod s2_poll_by_hand;
pub mod s3_chain;
pub mod s4_state_machine;
pub mod s5_generator_from_async;
pub mod s6_colours;
pub mod s7_sizes;
pub mod s8_recursion;

use crate::Listing;

/// The chapter's question.
pub const QUESTION: &str = "What does calling an async function do?";

/// The chapter's listings, in reading order.
pub const LISTINGS: &[Listing] = &[
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
    Listing {
        name: "sizes",
        shows: "what lives across an await, weighed",
        main: s7_sizes::main,
    },
    Listing {
        name: "recursion",
        shows: "an async function that calls itself, boxed",
        main: s8_recursion::main,
    },
];
