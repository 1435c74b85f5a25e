//! misconception: recomputed
//! Starts from 0 again for each number: nothing is remembered in between.

pub fn fibonacci() -> impl Iterator<Item = u64> {
    (0..94).map(nth)
}

fn nth(n: u64) -> u64 {
    if n < 2 { n } else { nth(n - 1) + nth(n - 2) }
}
