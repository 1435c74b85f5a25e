//! Count down from `from` to 1, one number a call.
//!
//! `Countdown::new(3)` yields 3, 2, 1, then `None`, and `None` for ever
//! after. `Countdown::new(0)` yields nothing. Nothing is counted before the
//! first call of `next`.
//!
//! Write the iterator by hand: decide which fields it keeps between calls.
//! Do not wrap a range or another iterator.

/// Yields `from`, `from - 1`, ..., 1.
pub struct Countdown {
    // What must be remembered between two calls of `next`?
}

impl Countdown {
    pub fn new(from: u32) -> Self {
        todo!("remember what `next` needs to count down from {from}")
    }
}

impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        todo!("give the next number, or None after 1")
    }
}
