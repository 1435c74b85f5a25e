//! Knows that there are 94, and scans two numbers along.

pub fn fibonacci() -> impl Iterator<Item = u64> {
    (0..94).scan((0_u64, 1_u64), |pair, _| {
        let (a, b) = *pair;
        *pair = (b, a.wrapping_add(b));
        Some(a)
    })
}
