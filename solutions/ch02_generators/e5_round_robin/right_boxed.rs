//! Two lists, this round's and the next one's, behind a box.

pub fn round_robin<G: Iterator + 'static>(
    generators: Vec<G>,
) -> Box<dyn Iterator<Item = G::Item>> {
    let mut round = generators.into_iter();
    let mut next_round = Vec::new();
    Box::new(std::iter::from_fn(move || {
        loop {
            for mut generator in round.by_ref() {
                if let Some(value) = generator.next() {
                    next_round.push(generator);
                    return Some(value);
                }
            }
            if next_round.is_empty() {
                return None;
            }
            round = std::mem::take(&mut next_round).into_iter();
        }
    }))
}
