//! misconception: empty-ring
//! Goes round empty places for ever, in search of somebody to ask.

pub fn round_robin<G: Iterator>(
    generators: Vec<G>,
) -> impl Iterator<Item = G::Item> {
    let mut places: Vec<_> = generators.into_iter().map(Some).collect();
    let mut turn = 0;
    std::iter::from_fn(move || {
        loop {
            let n = places.len();
            let place = &mut places[turn % n];
            turn += 1;
            match place.as_mut().and_then(Iterator::next) {
                Some(value) => return Some(value),
                None => *place = None,
            }
        }
    })
}
