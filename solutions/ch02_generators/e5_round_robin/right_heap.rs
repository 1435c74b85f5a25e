//! Turns in a heap, by round and place: nobody moves, and who ends gets no turn.

use std::{cmp::Reverse, collections::BinaryHeap};

pub fn round_robin<G: Iterator>(
    mut generators: Vec<G>,
) -> impl Iterator<Item = G::Item> {
    let mut turns: BinaryHeap<Reverse<(u64, usize)>> =
        (0..generators.len()).map(|who| Reverse((0, who))).collect();
    std::iter::from_fn(move || {
        while let Some(Reverse((round, who))) = turns.pop() {
            if let Some(value) = generators[who].next() {
                turns.push(Reverse((round + 1, who)));
                return Some(value);
            }
        }
        None
    })
}
