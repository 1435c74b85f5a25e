//! How can a function stop half way and go on later?
//!
//! `s7_gen_block.rs` lies beside these files and is no module: it needs a
//! nightly compiler.

pub mod s1_function;
pub mod s2_iterator_by_hand;
pub mod s3_from_fn;
pub mod s4_doubler;
pub mod s5_delegation;
pub mod s6_lazy_pipeline;

use crate::Listing;

/// The chapter's question.
pub const QUESTION: &str = "How can a function stop half way and go on later?";

/// The chapter's listings, in reading order.
pub const LISTINGS: &[Listing] = &[
    Listing {
        name: "function",
        shows: "a function starts, ends, and forgets",
        main: s1_function::main,
    },
    Listing {
        name: "iterator_by_hand",
        shows: "a value keeps what the function forgot",
        main: s2_iterator_by_hand::main,
    },
    Listing {
        name: "from_fn",
        shows: "a closure keeps the fields; None need not be the end",
        main: s3_from_fn::main,
    },
    Listing {
        name: "doubler",
        shows: "a service that is sent values",
        main: s4_doubler::main,
    },
    Listing {
        name: "delegation",
        shows: "one generator hands its caller through to another",
        main: s5_delegation::main,
    },
    Listing {
        name: "lazy_pipeline",
        shows: "who runs when: the caller pulls each value",
        main: s6_lazy_pipeline::main,
    },
];
