//! Count down from `from` to 1, one number a call of `next`.
//!
//!     let mut numbers = Countdown::new(3);
//!     numbers.next()    // Some(3), then Some(2), Some(1)
//!     numbers.next()    // None, and None again
//!
//! - The first number is `from` itself, the last is 1; from 0 comes nothing.
//! - After the last number `next` gives `None`, and `None` ever after.
//! - It holds the same few bytes however large `from` is: no list.
//!
//! Decide which fields must live on between two calls. A range turned round
//! would pass too, but then the range does the remembering.

/// Gives `from`, `from - 1`, ..., 1.
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

    // The trap: to subtract before anything is given loses `from`, and to
    // subtract once too often overflows. `checked_sub` finds the end in the
    // subtraction itself, and a 0 stays 0, so the end stays the end.
    //
    // Refused: a flag `done` beside the number. Two fields can disagree.
    fn next(&mut self) -> Option<u32> {
        let after = self.next.checked_sub(1)?;
        Some(std::mem::replace(&mut self.next, after))
    }
}
