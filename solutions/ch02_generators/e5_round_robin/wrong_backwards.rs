//! misconception: lost-order
//! Takes from the end that is at hand: the last one goes first.

use std::collections::VecDeque;

pub fn round_robin<G: Iterator>(
    generators: Vec<G>,
) -> impl Iterator<Item = G::Item> {
    let mut in_line = VecDeque::from(generators);
    std::iter::from_fn(move || {
        while let Some(mut generator) = in_line.pop_back() {
            if let Some(value) = generator.next() {
                in_line.push_front(generator);
                return Some(value);
            }
        }
        None
    })
}
