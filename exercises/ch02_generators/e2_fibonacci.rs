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
    // `from_fn` asks its closure for each number; `None` is the end.
    std::iter::from_fn(|| todo!("give the next number, or None at the end"))
}
