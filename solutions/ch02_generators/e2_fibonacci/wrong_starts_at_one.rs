//! misconception: lost-first-value
//! Moves on before it gives: 0 is never seen.

pub fn fibonacci() -> impl Iterator<Item = u64> {
    let mut pair = (Some(0_u64), Some(1_u64));
    std::iter::from_fn(move || {
        let (a, b) = pair;
        pair = (b, a.zip(b).and_then(|(a, b)| a.checked_add(b)));
        pair.0
    })
}
