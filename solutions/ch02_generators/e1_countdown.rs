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
    /// The number that the next call gives; 0 once all are given.
    next: u32,
}

impl Countdown {
    pub fn new(from: u32) -> Self {
        Self { next: from }
    }
}

impl Iterator for Countdown {
    type Item = u32;

    // The trap is to subtract first: `from` is lost, and 0 - 1 overflows.
    // `checked_sub` reads the end from the subtraction itself.
    fn next(&mut self) -> Option<u32> {
        let after = self.next.checked_sub(1)?;
        Some(std::mem::replace(&mut self.next, after))
    }
}
