//! misconception: not-lazy
//! As the list, but without a heap: the iterator itself holds all numbers.

pub fn fibonacci() -> impl Iterator<Item = u64> {
    let mut numbers = [0_u64; 94];
    numbers[1] = 1;
    for i in 2..94 {
        numbers[i] = numbers[i - 2] + numbers[i - 1];
    }
    numbers.into_iter()
}
