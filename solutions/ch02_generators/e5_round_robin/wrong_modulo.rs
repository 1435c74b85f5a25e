//! misconception: empty-ring
//! Looks for the next in a ring of nobody: a remainder by zero.

pub fn round_robin<G: Iterator>(
    generators: Vec<G>,
) -> impl Iterator<Item = G::Item> {
    let mut ring = generators;
    let mut turn = 0;
    std::iter::from_fn(move || {
        loop {
            turn %= ring.len();
            match ring[turn].next() {
                Some(value) => {
                    turn += 1;
                    return Some(value);
                }
                None => drop(ring.remove(turn)),
            }
        }
    })
}
