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
