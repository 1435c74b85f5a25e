//! misconception: not-lazy
//! Asks all for a round's values when the first of them is due.

use std::collections::VecDeque;

pub fn round_robin<G: Iterator>(
    generators: Vec<G>,
) -> impl Iterator<Item = G::Item> {
    let mut ring = generators;
    let mut round = VecDeque::new();
    std::iter::from_fn(move || {
        if round.is_empty() {
            ring.retain_mut(|generator| {
                let value = generator.next();
                let goes_on = value.is_some();
                round.extend(value);
                goes_on
            });
        }
        round.pop_front()
    })
}
