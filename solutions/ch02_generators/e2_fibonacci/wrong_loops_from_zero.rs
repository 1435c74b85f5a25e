//! misconception: recomputed
//! A loop in place of the recursion: fast enough, but it still starts from 0
//! for each number.

pub fn fibonacci() -> impl Iterator<Item = u64> {
    (0..94).map(nth)
}

fn nth(n: u32) -> u64 {
    let (mut a, mut b) = (0_u64, 1_u64);
    for _ in 0..n {
        (a, b) = (b, a.wrapping_add(b));
    }
    a
}
