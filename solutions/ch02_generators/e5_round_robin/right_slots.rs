//! One slot each, emptied at its owner's end: nobody moves.

pub fn round_robin<G: Iterator>(
    generators: Vec<G>,
) -> impl Iterator<Item = G::Item> {
    let mut slots: Vec<_> = generators.into_iter().map(Some).collect();
    let mut turns = (0..slots.len()).cycle();
    std::iter::from_fn(move || {
        while slots.iter().any(Option::is_some) {
            let slot = &mut slots[turns.next()?];
            let value = slot.as_mut().and_then(Iterator::next);
            if value.is_some() {
                return value;
            }
            *slot = None;
        }
        None
    })
}
