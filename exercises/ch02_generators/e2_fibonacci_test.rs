//! Checks of `e2_fibonacci`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch02_generators/e2_fibonacci.rs"
)]
mod e2_fibonacci;

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use e2_fibonacci::fibonacci;
use kit::Slip;

/// The numbers that fit in a `u64`, as many as there are.
fn all() -> Vec<u64> {
    let mut all = vec![0, 1];
    while all.len() < 94 {
        all.push(all[all.len() - 2] + all[all.len() - 1]);
    }
    all
}

#[test]
fn starts_with_zero_and_one() {
    let numbers: Vec<u64> = fibonacci().take(8).collect();
    kit::expect_values("fibonacci()", &numbers, &all()[..8], |slip| {
        match slip {
            Slip::Early => Some("lost-first-value"),
            // What adding a number to its own copy gives.
            _ if numbers == [numbers[0]; 8] => Some("forgotten-state"),
            _ if numbers.ends_with(&[16, 32, 64]) => Some("overwritten-state"),
            _ => None,
        }
    });
}

#[test]
fn ends_with_the_last_number_that_fits() {
    let mut numbers = fibonacci();
    // Whoever starts from 0 for each number needs billions of calls for
    // these alone: the deadline passes here.
    kit::suspect("recomputed");
    let mut got: Vec<u64> = numbers.by_ref().take(44).collect();
    kit::suspect("overflow");
    got.extend(numbers.take(51));
    kit::expect_values("fibonacci()", &got, &all(), |slip| match slip {
        Slip::Short => Some("lost-last-value"),
        Slip::Long => Some("overflow"),
        _ => None,
    });
}

#[test]
fn two_of_them_do_not_share_a_place() {
    let mut one = fibonacci();
    let mut two = fibonacci();
    let fifth = one.by_ref().take(5).last();
    kit::expect("take(5).last()", fifth, Some(3), "0, 1, 1, 2, 3");
    kit::suspect("shared-state");
    let first = two.next();
    kit::expect("next() of another", first, Some(0), "it begins only now");
    let sixth = one.next();
    kit::expect("next() of the first", sixth, Some(5), "it stood at 3");
}

#[test]
fn holds_two_numbers_and_not_all() {
    let (size, heap) = kit::heap_peak(|| {
        let mut numbers = fibonacci();
        kit::expect("next()", numbers.next(), Some(0), "0 comes first");
        size_of_val(&numbers)
    });
    kit::suspect("not-lazy");
    let bytes = size + heap;
    assert!(
        bytes < 94 * size_of::<u64>(),
        "it held {bytes} bytes to give one number, and all 94 take 752: \
         remember two, and add when asked"
    );
}

/// The last of so many numbers, and how many bytes giving them held at most.
fn last_of(n: usize) -> (Option<u64>, usize) {
    kit::heap_peak(|| fibonacci().take(n).last())
}

#[test]
fn what_was_given_is_let_go() {
    // A design may hold what it likes, but not more with each number.
    let (tenth, few) = last_of(10);
    let (last, many) = last_of(94);
    kit::expect("take(10).last()", tenth, Some(34), "21 and 13");
    let why = "the largest that fits";
    kit::expect("take(94).last()", last, all().last().copied(), why);
    kit::suspect("unbounded-buffer");
    let bytes = many.saturating_sub(few);
    assert!(
        bytes < 84 * size_of::<u64>() / 2,
        "it held {bytes} bytes more for 94 numbers than for 10: keep the two \
         that the next sum needs, and let go of all before"
    );
}

/// What three numbers take after `given` others, from many sequences.
fn three_after(given: usize) -> Duration {
    let advanced = |_| {
        let mut numbers = fibonacci();
        numbers.by_ref().take(given).for_each(drop);
        numbers
    };
    let mut many: Vec<_> = (0..10).map(advanced).collect();
    let began = Instant::now();
    for numbers in &mut many {
        for _ in 0..3 {
            black_box(numbers.next());
        }
    }
    began.elapsed()
}

#[test]
fn a_late_number_costs_no_more_than_an_early_one() {
    kit::suspect("recomputed");
    // The shortest of many holds the work and next to nothing else. Under
    // load it differed by a fifth at most; from 0 it is 12 times and more.
    let (mut early, mut late) = (Duration::MAX, Duration::MAX);
    for _ in 0..10 {
        early = early.min(three_after(3));
        late = late.min(three_after(90));
    }
    assert!(
        late < 4 * early,
        "the 91st number took {} times as long as the 4th: start from the two \
         before it, not from 0",
        late.as_nanos() / early.as_nanos().max(1)
    );
}
