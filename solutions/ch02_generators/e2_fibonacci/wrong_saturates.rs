//! misconception: overflow
//! Stays at the largest `u64` for ever: no panic, and no end.

pub fn fibonacci() -> impl Iterator<Item = u64> {
    let (mut a, mut b) = (0_u64, 1_u64);
    std::iter::repeat_with(move || {
        let now = a;
        (a, b) = (b, a.saturating_add(b));
        now
    })
}
