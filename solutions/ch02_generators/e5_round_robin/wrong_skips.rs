//! misconception: skipped-turn
//! Removes the ended one and moves on: who moved up into its place is
//! passed over.

pub fn round_robin<G: Iterator>(
    generators: Vec<G>,
) -> impl Iterator<Item = G::Item> {
    let mut ring = generators;
    let mut turn = 0;
    std::iter::from_fn(move || {
        while !ring.is_empty() {
            turn %= ring.len();
            let value = ring[turn].next();
            if value.is_none() {
                ring.remove(turn);
            }
            turn += 1;
            if value.is_some() {
                return value;
            }
        }
        None
    })
}
