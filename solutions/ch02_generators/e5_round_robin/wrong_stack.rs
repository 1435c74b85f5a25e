//! misconception: starvation
//! A stack in place of a queue: who gave last is asked first.

pub fn round_robin<G: Iterator>(
    generators: Vec<G>,
) -> impl Iterator<Item = G::Item> {
    let mut in_line = generators;
    in_line.reverse();
    std::iter::from_fn(move || {
        while let Some(mut generator) = in_line.pop() {
            if let Some(value) = generator.next() {
                in_line.push(generator);
                return Some(value);
            }
        }
        None
    })
}
