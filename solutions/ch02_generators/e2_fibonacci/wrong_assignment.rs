//! misconception: overwritten-state
//! Python's `a, b = b, a + b` in two lines: `b` is added to its own copy.

pub fn fibonacci() -> impl Iterator<Item = u64> {
    let mut numbers = Some((0_u64, 1_u64));
    std::iter::from_fn(move || {
        let (mut a, mut b) = numbers?;
        let now = a;
        a = b;
        numbers = a.checked_add(b).map(|sum| {
            b = sum;
            (a, b)
        });
        Some(now)
    })
}
