//! misconception: not-lazy
//! Computes them all, then hands the list out as an iterator.

pub fn fibonacci() -> impl Iterator<Item = u64> {
    let mut numbers = vec![0_u64, 1];
    while let Some(sum) =
        numbers[numbers.len() - 2].checked_add(numbers[numbers.len() - 1])
    {
        numbers.push(sum);
    }
    numbers.into_iter()
}
