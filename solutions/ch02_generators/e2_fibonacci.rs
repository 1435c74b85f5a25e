//! The Fibonacci numbers, one when asked, until they leave `u64`.
//!
//!     fibonacci().take(6)    // 0, 1, 1, 2, 3, 5
//!     fibonacci().last()     // Some(12200160415121876738)
//!
//! - 0 and 1 come first; each other number is the sum of the two before it.
//! - The last one is the largest that fits in a `u64`. The end follows it,
//!   not a panic.
//! - Each call of `fibonacci` starts anew, whatever others have reached.
//! - It holds two numbers, not all 94, and starts from them: the last one
//!   takes no longer than the third.
//!
//! Any iterator may be returned; `std::iter` has builders for it.

/// Gives 0, 1, 1, 2, 3, 5, ... as far as a `u64` goes.
pub fn fibonacci() -> impl Iterator<Item = u64> {
    // The next number to give, and the one after it where that still fits.
    let mut next = (Some(0_u64), Some(1_u64));
    // The trap: `checked_add(..)?` ends as soon as the sum leaves u64, with
    // two numbers that do fit not given yet. A sum that does not fit is kept
    // as `None` here, and met only when its turn comes.
    //
    // Refused: `(0..94).map(nth)`. It counts in advance what the addition
    // can find out, and starts from 0 for each number.
    std::iter::from_fn(move || {
        let (now, after) = next;
        let sum = now.zip(after).and_then(|(a, b)| a.checked_add(b));
        next = (after, sum);
        now
    })
}
