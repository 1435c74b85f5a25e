//! misconception: unbounded-buffer
//! Adds when asked, but to a list of all that it has given.

pub fn fibonacci() -> impl Iterator<Item = u64> {
    let mut given: Vec<u64> = Vec::new();
    std::iter::from_fn(move || {
        let next = match given[..] {
            [] => 0,
            [_] => 1,
            [.., a, b] => a.checked_add(b)?,
        };
        given.push(next);
        Some(next)
    })
}
