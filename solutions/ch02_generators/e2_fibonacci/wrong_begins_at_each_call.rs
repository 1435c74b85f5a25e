//! misconception: forgotten-state
//! The two numbers are born inside of the closure, at each of its calls.

pub fn fibonacci() -> impl Iterator<Item = u64> {
    std::iter::from_fn(|| {
        let (mut a, mut b) = (0_u64, 1_u64);
        let now = a;
        (a, b) = (b, a.checked_add(b)?);
        let _ = (a, b);
        Some(now)
    })
}
