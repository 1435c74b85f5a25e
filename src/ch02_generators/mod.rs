//! How can a function stop half way and go on later?

pub mod s1_function;

use crate::Listing;

/// The chapter's question.
pub const QUESTION: &str = "How can a function stop half way and go on later?";

/// The chapter's listings, in reading order.
pub const LISTINGS: &[Listing] = &[Listing {
    name: "function",
    shows: "a function starts, ends, and forgets",
    main: s1_function::main,
}];
