//! misconception: stopped-at-first-end
//! Ends with the first that ends, as `zip` does.

pub fn round_robin<G: Iterator>(
    generators: Vec<G>,
) -> impl Iterator<Item = G::Item> {
    let mut ring = generators;
    let mut turn = 0;
    std::iter::from_fn(move || {
        if ring.is_empty() {
            return None;
        }
        let value = ring[turn].next()?;
        turn = (turn + 1) % ring.len();
        Some(value)
    })
}
