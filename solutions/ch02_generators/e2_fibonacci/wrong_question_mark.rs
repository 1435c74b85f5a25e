//! misconception: lost-last-value
//! Ends when the next sum does not fit, with two numbers still in hand.

pub fn fibonacci() -> impl Iterator<Item = u64> {
    let (mut a, mut b) = (0_u64, 1_u64);
    std::iter::from_fn(move || {
        let sum = a.checked_add(b)?;
        let now = a;
        (a, b) = (b, sum);
        Some(now)
    })
}
