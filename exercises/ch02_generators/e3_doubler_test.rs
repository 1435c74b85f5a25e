//! Checks of `e3_doubler`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch02_generators/e3_doubler.rs"
)]
mod e3_doubler;

use e3_doubler::{Doubler, Resume, State};
use kit::Slip;

/// One that waits at its first pause.
fn started() -> Doubler {
    let mut doubler = Doubler::new();
    let answer = doubler.resume(Resume::Start);
    let why = "it runs to its first pause";
    kit::expect("Start", answer, State::Waiting, why);
    doubler
}

#[test]
fn start_runs_to_the_first_pause() {
    started();
}

#[test]
fn each_value_is_answered_with_its_double() {
    let mut doubler = started();
    let answers = [3, 8, 0, -1].map(|n| doubler.resume(Resume::Value(n)));
    let doubles = [6, 16, 0, -2].map(State::Yielded);
    let call = "Value(3), Value(8), Value(0), Value(-1)";
    kit::expect_values(call, &answers, &doubles, |slip| match slip {
        Slip::Late => Some("late-answer"),
        _ if answers.contains(&State::Waiting) => Some("lost-value"),
        _ => None,
    });
}

#[test]
fn close_tells_how_many_values_were_doubled() {
    let mut doubler = started();
    for value in [5, 0, 7] {
        doubler.resume(Resume::Value(value));
    }
    let end = doubler.resume(Resume::Close);
    if let State::Complete(2 | 4) = end {
        kit::suspect("off-by-one");
    }
    kit::expect("Close", end, State::Complete(3), "5, 0, 7 were doubled");
}

#[test]
fn it_can_be_closed_before_it_starts() {
    let end = Doubler::new().resume(Resume::Close);
    kit::expect("Close", end, State::Complete(0), "nothing was doubled");
}

#[test]
fn a_value_before_start_is_refused() {
    let mut doubler = Doubler::new();
    kit::suspect("send-before-start");
    let answer = doubler.resume(Resume::Value(3));
    let why = "no pause waits for a value yet";
    kit::expect("Value(3) before Start", answer, State::Refused, why);
    kit::suspect("lost-state");
    let answer = doubler.resume(Resume::Start);
    let why = "the refused value has changed nothing";
    kit::expect("Start after Value(3)", answer, State::Waiting, why);
    doubler.resume(Resume::Value(8));
    let end = doubler.resume(Resume::Close);
    kit::clear();
    if end == State::Complete(2) {
        kit::suspect("off-by-one");
    }
    let why = "3 was refused, only 8 was doubled";
    kit::expect("Close", end, State::Complete(1), why);
}

#[test]
fn a_second_start_changes_nothing() {
    let mut doubler = started();
    doubler.resume(Resume::Value(3));
    kit::suspect("lost-state");
    let answer = doubler.resume(Resume::Start);
    let why = "it waits at a pause already";
    kit::expect("a second Start", answer, State::Refused, why);
    doubler.resume(Resume::Value(8));
    let end = doubler.resume(Resume::Close);
    if end != State::Complete(1) {
        kit::clear();
    }
    kit::expect("Close", end, State::Complete(2), "3 and 8 were doubled");
}

#[test]
fn two_of_them_do_not_share_a_count() {
    let mut one = started();
    one.resume(Resume::Value(3));
    let mut two = started();
    two.resume(Resume::Value(5));
    one.resume(Resume::Value(8));
    kit::suspect("shared-state");
    let end = one.resume(Resume::Close);
    kit::expect("Close", end, State::Complete(2), "it doubled 3 and 8");
    let end = two.resume(Resume::Close);
    let call = "Close of the other";
    kit::expect(call, end, State::Complete(1), "it doubled 5");
}

#[test]
fn nothing_resumes_it_after_its_end() {
    let mut doubler = started();
    doubler.resume(Resume::Close);
    kit::suspect("resumed-after-end");
    for with in [Resume::Value(3), Resume::Start, Resume::Close] {
        let call = format!("{with:?} after Complete");
        let answer = doubler.resume(with);
        kit::expect(&call, answer, State::Refused, "nothing is left to run");
    }
}
