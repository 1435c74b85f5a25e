//! Checks of `e1_countdown`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch02_generators/e1_countdown.rs"
)]
mod e1_countdown;

use e1_countdown::Countdown;
use kit::Slip;

#[test]
fn counts_down_to_one() {
    let numbers = Countdown::new(3).take(4);
    kit::suspect("overflow");
    let numbers: Vec<u32> = numbers.collect();
    kit::expect_values("Countdown::new(3)", &numbers, &[3, 2, 1], |slip| {
        match slip {
            Slip::Early => Some("lost-first-value"),
            Slip::Short => Some("lost-last-value"),
            Slip::Long => Some("off-by-one"),
            Slip::Reordered => Some("lost-order"),
            _ if numbers == [3, 3, 3, 3] => Some("forgotten-state"),
            // All the others were counted before anybody asked.
            _ if numbers == [1] => Some("not-lazy"),
            _ => None,
        }
    });
}

#[test]
fn zero_is_nothing_to_count() {
    kit::suspect("overflow");
    let numbers: Vec<u32> = Countdown::new(0).take(1).collect();
    kit::expect_values("Countdown::new(0)", &numbers, &[], |_| {
        Some(if numbers == [0] { "off-by-one" } else { "overflow" })
    });
}

#[test]
fn stays_at_the_end() {
    let mut numbers = Countdown::new(2);
    kit::suspect("overflow");
    let given = numbers.by_ref().take(3).count();
    kit::clear();
    kit::expect("values of Countdown::new(2)", given, 2, "2 and 1");
    kit::expect_end("Countdown::new(2)", &mut numbers);
}

#[test]
fn two_of_them_do_not_share_a_place() {
    let mut one = Countdown::new(5);
    let first = one.next();
    kit::expect("next()", first, Some(5), "`from` comes first");
    let mut two = Countdown::new(3);
    kit::suspect("shared-state");
    let second = one.next();
    let why = "it stood at 5, whatever another one does";
    kit::expect("next() after Countdown::new(3)", second, Some(4), why);
    let first = two.next();
    kit::expect("next() of the other", first, Some(3), "it begins only now");
}

#[test]
fn keeps_no_list_of_what_is_to_come() {
    kit::suspect("overflow");
    let (first, bytes) = kit::heap_peak(|| Countdown::new(1_000).next());
    kit::clear();
    kit::expect("next()", first, Some(1_000), "`from` comes first");
    kit::suspect("not-lazy");
    assert!(
        bytes < 1_000,
        "{bytes} bytes were held to give one number of 1000: \
         remember where you are, not all that is to come"
    );
}

#[test]
fn counts_from_the_largest_number() {
    kit::suspect("overflow");
    let first = Countdown::new(u32::MAX).next();
    if first == Some(u32::MAX - 1) {
        kit::clear();
    }
    kit::expect("next()", first, Some(u32::MAX), "`from` comes first");
}
