//! How does a socket wake a task?

pub mod s1_nonblocking;
pub mod s2_poller;
pub mod s3_reactor;
pub mod s4_echo_protocol;
pub mod s5_echo_streams;
pub mod s6_lines;
pub mod s7_chat;

use crate::Listing;

/// The chapter's question.
pub const QUESTION: &str = "How does a socket wake a task?";

/// The chapter's listings, in reading order.
pub const LISTINGS: &[Listing] = &[
    Listing {
        name: "nonblocking",
        shows: "a read that blocks holds the thread, one that doesn't burns it",
        main: s1_nonblocking::main,
    },
    Listing {
        name: "poller",
        shows: "the system tells once which sockets are ready",
        main: s2_poller::main,
    },
    Listing {
        name: "reactor",
        shows: "while all wait, one question wakes whoever can go on",
        main: s3_reactor::main,
    },
    Listing {
        name: "echo_protocol",
        shows: "an echo server that is told by callbacks what has happened",
        main: s4_echo_protocol::main,
    },
    Listing {
        name: "echo_streams",
        shows: "the same echo server as a task that awaits what happens",
        main: s5_echo_streams::main,
    },
    Listing {
        name: "lines",
        shows: "lines out of pieces that end anywhere",
        main: s6_lines::main,
    },
    Listing {
        name: "chat",
        shows: "each guest has a task that reads and a task that writes",
        main: s7_chat::main,
    },
];
