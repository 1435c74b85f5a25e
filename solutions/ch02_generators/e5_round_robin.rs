//! Many generators, one value of each in turn: a scheduler in small.
//!
//!     round_robin(vec![1..=1, 10..=13, 20..=21])
//!     // 1, 10, 20, 11, 21, 12, 13
//!
//! - They take turns in the order given, one value a turn. One that ends
//!   leaves, and its turn goes to the next in line at once.
//! - It ends when all have ended; without generators that is at once.
//! - A generator is asked only when its value is due, for it may have no
//!   end, and never again after it gave `None`.
//!
//! Whose turn is next? Keep those who wait in an order that says so.

use std::collections::VecDeque;

/// Gives one value of each generator in turn until all have ended.
pub fn round_robin<G: Iterator>(
    generators: Vec<G>,
) -> impl Iterator<Item = G::Item> {
    // The front is next; whoever gave a value goes to the back.
    let mut in_line = VecDeque::from(generators);
    std::iter::from_fn(move || {
        while let Some(mut generator) = in_line.pop_front() {
            if let Some(value) = generator.next() {
                in_line.push_back(generator);
                return Some(value);
            }
        }
        None
    })
}
// The trap: an index into a list from which the ended are removed. All
// behind the gap move up, the index does too, and one turn is skipped.
//
// Refused: to keep the ended in the ring and ask them again, since `None`
// comes back anyway. It need not: an iterator may start anew after `None`.
