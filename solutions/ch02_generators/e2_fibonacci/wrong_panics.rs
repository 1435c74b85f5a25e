//! misconception: overflow
//! Adds as if numbers had no end, as Python's have not.

pub fn fibonacci() -> impl Iterator<Item = u64> {
    std::iter::successors(Some((0_u64, 1_u64)), |&(a, b)| Some((b, a + b)))
        .map(|(a, _)| a)
}
