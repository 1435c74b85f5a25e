//! misconception: polled-after-end
//! Leaves the ended in the ring: a round without a value is the end.

pub fn round_robin<G: Iterator>(
    generators: Vec<G>,
) -> impl Iterator<Item = G::Item> {
    let mut ring = generators;
    let mut turn = 0;
    std::iter::from_fn(move || {
        for _ in 0..ring.len() {
            let asked = turn;
            turn = (turn + 1) % ring.len();
            if let Some(value) = ring[asked].next() {
                return Some(value);
            }
        }
        None
    })
}
