//! Fused generators in a ring: those that ended may be asked, for `fuse`
//! keeps the question from them.

pub fn round_robin<G: Iterator>(
    generators: Vec<G>,
) -> impl Iterator<Item = G::Item> {
    let mut ring: Vec<_> = generators.into_iter().map(G::fuse).collect();
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
