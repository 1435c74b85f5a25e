//! misconception: starvation
//! One after the other: while the first gives, all others wait.

pub fn round_robin<G: Iterator>(
    generators: Vec<G>,
) -> impl Iterator<Item = G::Item> {
    generators.into_iter().flatten()
}
