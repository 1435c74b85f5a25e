//! misconception: not-lazy
//! Runs all to their ends, then deals their values out.

use std::collections::VecDeque;

pub fn round_robin<G: Iterator>(
    generators: Vec<G>,
) -> impl Iterator<Item = G::Item> {
    let mut lists: VecDeque<VecDeque<_>> =
        generators.into_iter().map(Iterator::collect).collect();
    std::iter::from_fn(move || {
        while let Some(mut list) = lists.pop_front() {
            if let Some(value) = list.pop_front() {
                lists.push_back(list);
                return Some(value);
            }
        }
        None
    })
}
