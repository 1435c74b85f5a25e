//! Checks of `e3_critical_path`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch01_waiting/e3_critical_path.rs"
)]
mod e3_critical_path;

use std::time::Duration;

use e3_critical_path::{Step, critical_path};

fn steps(list: &[(u64, &[usize])]) -> Vec<Step> {
    let step = |&(secs, after): &(u64, &[usize])| Step {
        takes: Duration::from_secs(secs),
        after: after.to_vec(),
    };
    list.iter().map(step).collect()
}

/// What too long and too short a time mean.
fn expect(list: &[(u64, &[usize])], secs: u64, why: &str) {
    let got = critical_path(&steps(list));
    let due = Duration::from_secs(secs);
    if got < due {
        kit::suspect("ignored-dependency");
    } else if got.subsec_nanos() == 0 {
        kit::suspect("sequential-await");
    }
    // No step takes a part of a second: that comes from a running clock.
    let is_measured = got.subsec_nanos() != 0;
    let why = if is_measured { "to compute it, run no step" } else { why };
    kit::expect(&format!("(seconds, after) {list:?}"), got, due, why);
    kit::clear();
}

#[test]
fn steps_that_need_no_other_run_together() {
    let list: [(u64, &[usize]); 3] = [(3, &[]), (4, &[]), (5, &[])];
    expect(&list, 5, "all begin at once, and the slowest ends last");
}

#[test]
fn a_chain_adds_up() {
    let list: [(u64, &[usize]); 4] =
        [(3, &[]), (1, &[0]), (4, &[1]), (2, &[2])];
    expect(&list, 10, "3 + 1 + 4 + 2, for each waits for the one before");
}

#[test]
fn a_step_waits_for_the_latest_of_those_before() {
    let first: [(u64, &[usize]); 3] = [(6, &[]), (2, &[]), (1, &[0, 1])];
    expect(&first, 7, "step 0 ends at 6 s, step 1 at 2 s");
    let last: [(u64, &[usize]); 3] = [(2, &[]), (6, &[]), (1, &[0, 1])];
    expect(&last, 7, "step 0 ends at 2 s, step 1 at 6 s");
    let middle: [(u64, &[usize]); 4] =
        [(2, &[]), (6, &[]), (3, &[]), (1, &[0, 1, 2])];
    expect(&middle, 7, "step 1 ends at 6 s, later than 0 and 2");
}

#[test]
fn the_latest_of_those_before_need_not_take_longest() {
    let list: [(u64, &[usize]); 4] =
        [(6, &[]), (1, &[0]), (5, &[]), (1, &[1, 2])];
    expect(&list, 8, "step 1 takes 1 s and ends at 7 s, step 2 at 5 s");
}

#[test]
fn a_step_does_not_wait_for_the_others_of_a_round() {
    let list: [(u64, &[usize]); 4] = [(1, &[]), (5, &[]), (5, &[0]), (1, &[1])];
    expect(&list, 6, "step 2 begins at 1 s, while step 1 is under way");
}

#[test]
fn less_than_a_millisecond_counts_too() {
    let nanos = Duration::from_nanos;
    let first = Step { takes: nanos(1_700), after: vec![] };
    let second = Step { takes: nanos(1_600), after: vec![0] };
    let got = critical_path(&[first, second]);
    kit::expect("1.7 and 1.6 \u{b5}s", got, nanos(3_300), "a chain adds up");
}

#[test]
fn a_step_that_two_share_counts_for_both() {
    let short_first: [(u64, &[usize]); 4] =
        [(5, &[]), (1, &[0]), (3, &[0]), (2, &[1, 2])];
    expect(&short_first, 10, "5 + 3 + 2: step 0 comes before 1 and 2");
    let long_first: [(u64, &[usize]); 4] =
        [(5, &[]), (3, &[0]), (1, &[0]), (2, &[1, 2])];
    expect(&long_first, 10, "5 + 3 + 2: step 0 comes before 1 and 2");
}

#[test]
fn the_last_in_the_list_need_not_end_last() {
    let list: [(u64, &[usize]); 4] = [(1, &[]), (8, &[0]), (2, &[0]), (1, &[])];
    let got = critical_path(&steps(&list));
    if got == Duration::from_secs(1) {
        kit::suspect("last-is-latest");
    }
    let why = "step 1 ends at 9 s, the last in the list at 1 s";
    kit::expect("the time", got, Duration::from_secs(9), why);
}

#[test]
fn without_steps_it_is_zero() {
    kit::suspect("empty-input");
    let got = critical_path(&[]);
    let why = "there is nothing to wait for";
    kit::expect("critical_path(&[])", got, Duration::ZERO, why);
}

#[test]
fn a_ladder_costs_a_look_at_each_rung() {
    // Two steps a rung, each after both of the rung before: 2^60 ways down.
    let mut ladder = steps(&[(1, &[]), (2, &[])]);
    for rung in 1..60 {
        let after = vec![2 * rung - 2, 2 * rung - 1];
        let secs = [1, 2].map(Duration::from_secs);
        ladder.extend(secs.map(|takes| Step { takes, after: after.clone() }));
    }
    kit::suspect("recomputed");
    let got = critical_path(&ladder);
    kit::clear();
    let due = Duration::from_secs(120);
    kit::expect("60 rungs of 1 s and 2 s", got, due, "2 s a rung");
}
