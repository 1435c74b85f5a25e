//! A list and an index that stays where it is when somebody leaves.

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
                None => drop(ring.remove(turn)),
            }
        }
        None
    })
}
