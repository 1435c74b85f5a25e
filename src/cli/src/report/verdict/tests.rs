//! Verdicts as a learner reads them, without colors.

use std::time::Duration;

use super::*;
use crate::manifest::ChapterName;

fn exercise() -> Exercise {
    Exercise {
        chapter: ChapterName { number: 2, slug: "generators".into() },
        number: 1,
        id: "countdown".into(),
        points: 1,
        minutes: 10,
        hints: Vec::new(),
        line: 1,
    }
}

fn check(name: &str, ending: Ending) -> CheckResult {
    CheckResult {
        name: name.into(),
        ending,
        misconception: None,
        output: String::new(),
        run: None,
        took: Duration::ZERO,
    }
}

fn failed(message: &str) -> Ending {
    Ending::Failed {
        message: message.into(),
        at: Some("exercises/ch02_generators/e1_countdown_test.rs:23".into()),
    }
}

fn verdict(checks: Vec<CheckResult>) -> Verdict {
    let failure = checks.iter().find(|c| !c.ending.is_passed());
    Verdict {
        exercise: "generators/countdown".into(),
        subject: "exercises/ch02_generators/e1_countdown.rs".into(),
        ending: failure.map_or(Ending::Passed, |c| c.ending.clone()),
        misconception: failure.and_then(|c| c.misconception.clone()),
        checks,
        notices: Vec::new(),
        took: Duration::ZERO,
    }
}

fn told(verdict: &Verdict, width: usize) -> String {
    let (look, exercise) = (Look::new(width, true), exercise());
    let told = findings(&look, &exercise, verdict, None);
    anstream::adapter::strip_str(&told).to_string()
}

#[test]
fn the_first_failure_is_explained_and_its_cause_named() {
    let mut stays = check("stays_at_the_end", failed("it came back"));
    stays.misconception = Some("not-fused".into());
    stays.output = "tick\n".repeat(10);
    let checks = vec![
        check("counts_down_to_one", Ending::Passed),
        stays,
        check("takes_its_time", failed("not yet implemented: wait")),
    ];
    assert_eq!(
        told(&verdict(checks), 80),
        "\
ch02/countdown
exercises/ch02_generators/e1_countdown.rs

  ✓ holds      counts down to one
  ✗ failed     stays at the end
  · not begun  takes its time

stays at the end: failed
  it came back
  at exercises/ch02_generators/e1_countdown_test.rs:23
  it printed
  │ tick
  │ tick
  │ tick
  │ tick
  │ tick
  │ tick
  │ tick
  │ tick
  and 2 more lines

it looks like: not fused
  read more: cargo workbook explain not-fused
"
    );
}

#[test]
fn every_ending_has_a_word_and_an_explanation() {
    let endings = [
        (failed("it came back"), "failed"),
        (Ending::Stalled { threads: vec!["main: a lock".into()] }, "a lock"),
        (Ending::Blocked { message: "for 30 ms".into() }, "for 30 ms"),
        (Ending::TimedOut { limit: "10 s".into() }, "limit is 10 s"),
        (Ending::Crashed { cause: "stack overflow".into() }, "stack overflow"),
        (Ending::ExitedEarly { code: 0 }, "with code 0 before"),
    ];
    for (ending, said) in endings {
        let word = word(&ending);
        let text = told(&verdict(vec![check("holds_on", ending)]), 80);
        assert!(text.contains(&format!("holds on: {word}\n")), "{text}");
        assert!(text.contains(said), "{text}");
    }
}

#[test]
fn a_narrow_terminal_gets_narrow_lines() {
    let checks = vec![check(
        "gives_each_of_its_values_only_when_it_is_asked_for_it",
        failed("a value was computed before anybody asked for it"),
    )];
    let text = told(&verdict(checks), 40);
    // A path has no place to break at.
    let words = text.lines().filter(|line| !line.contains('/'));
    for line in words {
        assert!(line.chars().count() <= 40, "{line}");
    }
}

#[test]
fn control_characters_of_a_subject_never_reach_the_terminal() {
    let mut rude = check("counts", failed("no"));
    rude.output = "\x1b[2Jgone\x07".into();
    let (look, exercise) = (Look::new(80, true), exercise());
    let told = findings(&look, &exercise, &verdict(vec![rude]), None);
    assert!(told.contains("│ [2Jgone\n"));
}

#[test]
fn one_line_says_how_far_it_got() {
    let look = Look::new(80, true);
    let line = |verdict: &Verdict| {
        let line = line(&look, &exercise(), verdict, 16);
        anstream::adapter::strip_str(&line).to_string()
    };
    let mut wrong = verdict(vec![
        check("counts", Ending::Passed),
        check("stays_at_the_end", failed("it came back")),
    ]);
    wrong.misconception = Some("not-fused".into());
    assert_eq!(
        line(&wrong),
        "\
✗ ch02/countdown    failed; 1 of 2 checks hold; next: stays at the end
                    (not-fused)
"
    );
    let done = verdict(vec![check("counts", Ending::Passed)]);
    assert_eq!(line(&done), "✓ ch02/countdown    solved\n");
}

#[test]
fn the_compilers_words_stay_as_they_are() {
    let errors = "error[E0308]: mismatched types\n --> a.rs:3:5\n  |\n3 |     1\n  |     ^ expected `u8`";
    let text = anstream::adapter::strip_str(&colored(errors)).to_string();
    assert_eq!(text, format!("{errors}\n"));
}
