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

/// Gives one value of each generator in turn until all have ended.
pub fn round_robin<G: Iterator>(
    generators: Vec<G>,
) -> impl Iterator<Item = G::Item> {
    std::iter::from_fn(move || {
        todo!("ask the one of {} whose turn it is", generators.len())
    })
}
