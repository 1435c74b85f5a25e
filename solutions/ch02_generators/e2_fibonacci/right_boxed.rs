//! Two known numbers, then sums, behind a box: a small heap is fine.

pub fn fibonacci() -> Box<dyn Iterator<Item = u64>> {
    let mut last = [0_u64, 1];
    let sums = std::iter::from_fn(move || {
        let sum = last[0].checked_add(last[1])?;
        last = [last[1], sum];
        Some(sum)
    });
    Box::new([0, 1].into_iter().chain(sums))
}
