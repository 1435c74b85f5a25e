//! A channel as the line: who gave a value is sent to its end again.

use std::sync::mpsc;

pub fn round_robin<G: Iterator>(
    generators: Vec<G>,
) -> impl Iterator<Item = G::Item> {
    let (back, front) = mpsc::channel();
    let mut arriving = generators.into_iter();
    std::iter::from_fn(move || {
        for generator in arriving.by_ref() {
            back.send(generator).ok()?;
        }
        loop {
            let mut generator = front.try_recv().ok()?;
            if let Some(value) = generator.next() {
                back.send(generator).ok()?;
                return Some(value);
            }
        }
    })
}
