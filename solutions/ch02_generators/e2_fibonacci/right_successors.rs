//! Pairs in `u128`, where the sum of two `u64` always fits.

pub fn fibonacci() -> impl Iterator<Item = u64> {
    std::iter::successors(Some((0_u128, 1_u128)), |&(a, b)| Some((b, a + b)))
        .map_while(|(a, _)| u64::try_from(a).ok())
}
