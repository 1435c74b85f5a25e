//! misconception: skipped-turn
//! Fills the gap with the last in line, who gets its turn too early.

pub fn round_robin<G: Iterator>(
    generators: Vec<G>,
) -> impl Iterator<Item = G::Item> {
    let mut ring = generators;
    let mut turn = 0;
    std::iter::from_fn(move || {
        while !ring.is_empty() {
            turn %= ring.len();
            match ring[turn].next() {
                Some(value) => {
                    turn += 1;
                    return Some(value);
                }
                None => drop(ring.swap_remove(turn)),
            }
        }
        None
    })
}
