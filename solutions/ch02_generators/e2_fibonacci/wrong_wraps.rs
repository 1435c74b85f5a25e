//! misconception: overflow
//! Wraps round: it goes on for ever, with numbers that are none.

pub fn fibonacci() -> impl Iterator<Item = u64> {
    let (mut a, mut b) = (0_u64, 1_u64);
    std::iter::from_fn(move || {
        let now = a;
        (a, b) = (b, a.wrapping_add(b));
        Some(now)
    })
}
