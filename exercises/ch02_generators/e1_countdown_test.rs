//! Checks of `e1_countdown`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch02_generators/e1_countdown.rs"
)]
mod e1_countdown;

use e1_countdown::Countdown;

#[test]
fn counts_down_to_one() {
    kit::suspect("off-by-one");
    let numbers: Vec<u32> = Countdown::new(3).take(10).collect();
    assert_eq!(numbers, [3, 2, 1], "from 3 to 1, both included");
}

#[test]
fn stays_at_the_end() {
    let mut numbers = Countdown::new(2);
    while numbers.next().is_some() {}
    kit::suspect("not-fused");
    for _ in 0..3 {
        assert_eq!(numbers.next(), None, "it came back to life after None");
    }
}
