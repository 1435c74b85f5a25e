//! misconception: eager-start
//! Asks each for its first value at the call, to leave out the empty ones.

use std::collections::VecDeque;

pub fn round_robin<G: Iterator>(
    generators: Vec<G>,
) -> impl Iterator<Item = G::Item> {
    let mut in_line: VecDeque<(G::Item, G)> = generators
        .into_iter()
        .filter_map(|mut generator| Some((generator.next()?, generator)))
        .collect();
    std::iter::from_fn(move || {
        let (value, mut generator) = in_line.pop_front()?;
        if let Some(next) = generator.next() {
            in_line.push_back((next, generator));
        }
        Some(value)
    })
}
