//! misconception: skipped-turn
//! Goes back to the first when somebody leaves.

pub fn round_robin<G: Iterator>(
    mut generators: Vec<G>,
) -> impl Iterator<Item = G::Item> {
    let mut turn = 0;
    std::iter::from_fn(move || {
        loop {
            if turn == generators.len() {
                turn = 0;
            }
            if let Some(value) = generators.get_mut(turn)?.next() {
                turn += 1;
                return Some(value);
            }
            generators.remove(turn);
            turn = 0;
        }
    })
}
