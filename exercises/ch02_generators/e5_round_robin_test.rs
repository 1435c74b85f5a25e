//! Checks of `e5_round_robin`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch02_generators/e5_round_robin.rs"
)]
mod e5_round_robin;

use e5_round_robin::round_robin;
use kit::{Slip, Watched};

#[test]
fn each_gives_one_value_a_round() {
    let generators = vec![11..=13, 21..=23, 31..=33];
    let got: Vec<u32> = round_robin(generators).take(9).collect();
    let expected = [11, 21, 31, 12, 22, 32, 13, 23, 33];
    kit::expect_values("11..=13, 21..=23, 31..=33", &got, &expected, |slip| {
        let greedy = got.windows(3).any(|w| w[0] + 2 == w[2]);
        let even = got.starts_with(&expected[..6]);
        match slip {
            Slip::Reordered if greedy => Some("starvation"),
            // Two rounds were right; then the first one ended.
            Slip::Reordered if even => Some("skipped-turn"),
            Slip::Reordered => Some("lost-order"),
            Slip::Missing | Slip::Short | Slip::Early => Some("lost-value"),
            _ => None,
        }
    });
}

#[test]
fn the_next_in_line_takes_over_from_one_that_ends() {
    let generators = vec![11..=11, 21..=23, 31..=33];
    let got: Vec<u32> = round_robin(generators).take(7).collect();
    let expected = [11, 21, 31, 22, 32, 23, 33];
    kit::expect_values("11..=11, 21..=23, 31..=33", &got, &expected, |slip| {
        match slip {
            Slip::Short => Some("stopped-at-first-end"),
            _ if got.starts_with(&expected[..3]) => Some("skipped-turn"),
            _ => None,
        }
    });
}

#[test]
fn one_that_ends_in_the_middle_gives_its_turn_on() {
    let generators = vec![11..=13, 21..=21, 31..=33];
    let got: Vec<u32> = round_robin(generators).take(7).collect();
    let expected = [11, 21, 31, 12, 32, 13, 33];
    kit::expect_values("11..=13, 21..=21, 31..=33", &got, &expected, |_| {
        got.starts_with(&expected[..4]).then_some("skipped-turn")
    });
}

#[test]
fn generators_without_an_end_all_get_their_turn() {
    let generators = [100, 200].map(|from| Watched::new(from..));
    let got: Vec<u32> = round_robin(generators.into()).take(6).collect();
    let expected = [100, 200, 101, 201, 102, 202];
    kit::expect_values("100.., 200..", &got, &expected, |_| {
        let served = got.iter().filter(|value| **value < 200).count();
        (served == 0 || served == 6).then_some("starvation")
    });
}

#[test]
fn only_the_one_whose_turn_it_is_is_asked() {
    let generators = [100, 200, 300].map(|from| Watched::new(from..));
    let asked = generators.each_ref().map(Watched::asked);
    let totals = || asked.each_ref().map(|asked| asked.total());
    let mut values = round_robin(generators.into());
    kit::suspect("eager-start");
    let why = "a call makes a generator, `next` runs it";
    kit::expect("asked before the first next", totals(), [0, 0, 0], why);
    kit::clear();
    for (n, due) in [(1, [1, 0, 0]), (2, [1, 1, 0]), (3, [1, 1, 1])] {
        values.next();
        if totals().iter().sum::<usize>() > n {
            kit::suspect("not-lazy");
        }
        let call = format!("asked after call {n} of next");
        kit::expect(&call, totals(), due, "one call asks one generator");
    }
}

#[test]
fn it_ends_when_nobody_is_left() {
    kit::suspect("empty-ring");
    let n = round_robin(vec![1..=2, 11..=11]).take(4).count();
    let nobody = round_robin(Vec::<std::ops::Range<u32>>::new()).next();
    kit::clear();
    kit::expect("values of 1..=2, 11..=11", n, 3, "two and one");
    kit::expect("round_robin(vec![])", nobody, None, "there is nobody to ask");
}

#[test]
fn one_that_ended_is_left_alone() {
    let generators = [1, 3, 2].map(|n| Watched::new(0..n));
    let mut values = round_robin(generators.into());
    let n = values.by_ref().take(7).count();
    kit::expect("values of three that give 1, 3 and 2", n, 6, "1 + 3 + 2");
    kit::suspect("polled-after-end");
    let after = values.next();
    kit::expect("next() after None", after, None, "all have ended");
}
