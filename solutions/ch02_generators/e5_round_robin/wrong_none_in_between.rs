//! misconception: stopped-at-first-end
//! Hands the `None` of one that ended to the caller, who takes it for the
//! end of all.

use std::collections::VecDeque;

pub fn round_robin<G: Iterator>(
    generators: Vec<G>,
) -> impl Iterator<Item = G::Item> {
    let mut in_line = VecDeque::from(generators);
    std::iter::from_fn(move || {
        let mut generator = in_line.pop_front()?;
        let value = generator.next();
        if value.is_some() {
            in_line.push_back(generator);
        }
        value
    })
}
