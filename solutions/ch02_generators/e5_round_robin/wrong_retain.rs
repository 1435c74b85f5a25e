//! misconception: skipped-turn
//! Looks ahead to drop the ended before each turn: the index stays, and
//! those behind the gap move up under it.

use std::iter::Peekable;

pub fn round_robin<G: Iterator>(
    generators: Vec<G>,
) -> impl Iterator<Item = G::Item> {
    let mut ring: Vec<Peekable<G>> =
        generators.into_iter().map(Iterator::peekable).collect();
    let mut turn = 0;
    std::iter::from_fn(move || {
        ring.retain_mut(|generator| generator.peek().is_some());
        if ring.is_empty() {
            return None;
        }
        turn %= ring.len();
        turn += 1;
        ring[turn - 1].next()
    })
}
