//! Who calls poll again?
//!
//! What the page says that rustc refuses, by the error's number:
//!
//! ```compile_fail,E0382
//! struct Setter;
//! impl Setter {
//!     fn set(self, _value: u32) {}
//! }
//! let setter = Setter;
//! setter.set(666);
//! setter.set(7);
//! ```

#[cfg(not(target_family = "wasm"))]
pub mod s1_busy_poll;
#[cfg(not(target_family = "wasm"))]
pub mod s2_block_on;
pub mod s3_promise;
pub mod s4_shared;
#[cfg(not(target_family = "wasm"))]
pub mod s5_callback_bridge;
#[cfg(not(target_family = "wasm"))]
pub mod s6_timer_thread;
pub mod s7_wakers_change;

use crate::Listing;

/// The chapter's question.
pub const QUESTION: &str = "Who calls poll again?";

/// The chapter's listings, in reading order.
pub const LISTINGS: &[Listing] = &[
    #[cfg(not(target_family = "wasm"))]
    Listing {
        name: "busy_poll",
        shows: "a caller that asks again and again until the letter is there",
        main: s1_busy_poll::main,
    },
    #[cfg(not(target_family = "wasm"))]
    Listing {
        name: "block_on",
        shows: "a caller that sleeps until it is woken, and polls twice",
        main: s2_block_on::main,
    },
    Listing {
        name: "promise",
        shows: "the writer's set wakes the reader, who is polled again",
        main: s3_promise::main,
    },
    Listing {
        name: "shared",
        shows: "one result wakes all who wait for it",
        main: s4_shared::main,
    },
    #[cfg(not(target_family = "wasm"))]
    Listing {
        name: "callback_bridge",
        shows: "a callback from another thread ends an await on this one",
        main: s5_callback_bridge::main,
    },
    #[cfg(not(target_family = "wasm"))]
    Listing {
        name: "timer_thread",
        shows: "a thread waits for the deadline, and the future for its wake",
        main: s6_timer_thread::main,
    },
    Listing {
        name: "wakers_change",
        shows: "the first waker reaches one who gave up, the last the waiter",
        main: s7_wakers_change::main,
    },
];
