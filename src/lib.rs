//! The book's listings, chapter by chapter, in reading order.
//!
//! Each chapter is a module; each of its steps is one whole file that
//! compiles alone, runs by name and tests itself:
//!
//! - [`ch01_waiting`]: what a program waits for, and who runs meanwhile;
//! - [`ch02_generators`]: a function that stops half way and goes on later;
//! - [`ch03_coroutines`]: the same, written by the compiler for `async fn`;
//! - [`ch04_futures`]: who sleeps until it pays to poll again, and who wakes;
//! - [`ch05_event_loop`]: a queue of who is ready, a heap of who is due;
//! - [`ch06_tasks`]: what goes on when the function that began it is over;
//! - [`ch07_readiness`]: a thousand sockets, one thread, and nobody who asks
//!   in vain.
//!
//! [`knob`] is for the listings; [`trace`] and [`watch_event_loops`] are for whoever runs a listing and wants
//! to know who ran when.
#![warn(clippy::unwrap_used)]

pub mod ch01_waiting;
pub mod ch02_generators;
pub mod ch03_coroutines;
pub mod ch04_futures;
pub mod ch05_event_loop;
pub mod ch06_tasks;
pub mod ch07_readiness;

mod knob;
mod lanes;
mod trace;

// A listing asks for `chapters::knob`, here as when it is compiled alone.
extern crate self as chapters;

pub use knob::knob;
pub use lanes::watch_event_loops;
pub use trace::trace;

/// One runnable step of a chapter.
pub struct Listing {
    /// Its name within the chapter, as in `ch02/function`.
    pub name: &'static str,
    /// What the step shows, in one line.
    pub shows: &'static str,
    /// Runs it.
    pub main: fn(),
}

/// A chapter and its listings, in reading order.
pub struct Chapter {
    /// The chapter's number as the listings' names spell it: `ch02`.
    pub number: &'static str,
    /// The question that the chapter answers.
    pub question: &'static str,
    /// Its listings, in reading order.
    pub listings: &'static [Listing],
}

/// All chapters that have listings, in reading order.
pub const CHAPTERS: &[Chapter] = &[
    Chapter {
        number: "ch01",
        question: ch01_waiting::QUESTION,
        listings: ch01_waiting::LISTINGS,
    },
    Chapter {
        number: "ch02",
        question: ch02_generators::QUESTION,
        listings: ch02_generators::LISTINGS,
    },
    Chapter {
        number: "ch03",
        question: ch03_coroutines::QUESTION,
        listings: ch03_coroutines::LISTINGS,
    },
    Chapter {
        number: "ch04",
        question: ch04_futures::QUESTION,
        listings: ch04_futures::LISTINGS,
    },
    Chapter {
        number: "ch05",
        question: ch05_event_loop::QUESTION,
        listings: ch05_event_loop::LISTINGS,
    },
    Chapter {
        number: "ch06",
        question: ch06_tasks::QUESTION,
        listings: ch06_tasks::LISTINGS,
    },
    Chapter {
        number: "ch07",
        question: ch07_readiness::QUESTION,
        listings: ch07_readiness::LISTINGS,
    },
];
