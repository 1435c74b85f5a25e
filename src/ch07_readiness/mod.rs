//! How does a socket wake a task?

#[cfg(not(target_family = "wasm"))]
pub mod s1_nonblocking;
#[cfg(not(target_family = "wasm"))]
pub mod s2_poller;
#[cfg(not(target_family = "wasm"))]
pub mod s3_reactor;
#[cfg(not(target_family = "wasm"))]
pub mod s4_echo_protocol;
#[cfg(not(target_family = "wasm"))]
pub mod s5_echo_streams;
#[cfg(not(target_family = "wasm"))]
pub mod s6_lines;
#[cfg(not(target_family = "wasm"))]
pub mod s7_chat;

use crate::Listing;

/// The chapter's question.
pub const QUESTION: &str = "How does a socket wake a task?";

/// The chapter's listings, in reading order.
pub const LISTINGS: &[Listing] = &[
    #[cfg(not(target_family = "wasm"))]
    Listing {
        name: "nonblocking",
        shows: "a read that blocks holds the thread, one that doesn't burns it",
        main: s1_nonblocking::main,
    },
    #[cfg(not(target_family = "wasm"))]
    Listing {
        name: "poller",
        shows: "the system tells once which sockets are ready",
        main: s2_poller::main,
    },
    #[cfg(not(target_family = "wasm"))]
    Listing {
        name: "reactor",
        shows: "while all wait, one question wakes whoever can go on",
        main: s3_reactor::main,
    },
    #[cfg(not(target_family = "wasm"))]
    Listing {
        name: "echo_protocol",
        shows: "an echo server that is told by callbacks what has happened",
        main: s4_echo_protocol::main,
    },
    #[cfg(not(target_family = "wasm"))]
    Listing {
        name: "echo_streams",
        shows: "the same echo server as a task that awaits what happens",
        main: s5_echo_streams::main,
    },
    #[cfg(not(target_family = "wasm"))]
    Listing {
        name: "lines",
        shows: "lines out of pieces that end anywhere",
        main: s6_lines::main,
    },
    #[cfg(not(target_family = "wasm"))]
    Listing {
        name: "chat",
        shows: "each guest has a task that reads and a task that writes",
        main: s7_chat::main,
    },
];
