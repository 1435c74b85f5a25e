//! Who ran when until a check failed, as the verdict carries it.

use std::path::Path;

use serde_json::Value;
use workbook::{
    judge::{Judge, Subject, verdict::Verdict},
    manifest::Manifest,
    report::{Look, Telling, failing_run},
};

use crate::here;

/// The verdict on one of the answers that this repository keeps.
fn verdict(key: &str, answer: &str) -> Verdict {
    let checkout = here();
    let manifest = Manifest::load(&checkout).unwrap();
    let exercise = manifest.exercises().find(|e| e.key() == key).unwrap();
    let path = format!("{}/{answer}.rs", exercise.answers());
    let subject = Subject::File(Path::new(&path));
    Judge::new(&checkout).judge(exercise, subject).unwrap()
}

/// The run of the first check that failed.
fn run(verdict: &Verdict) -> &Value {
    let first = verdict.first_failure().expect("a check failed");
    first.run.as_ref().expect("it tells its run")
}

fn lanes(run: &Value) -> Vec<&str> {
    let lanes = run["lanes"].as_array().unwrap().iter();
    lanes.map(|lane| lane["name"].as_str().unwrap()).collect()
}

#[test]
fn a_future_that_sleeps_too_long_shows_who_was_not_polled() {
    let verdict = verdict("coroutines/join2", "wrong_one_after_the_other");
    let run = run(&verdict);
    assert_eq!(lanes(run), ["your future", "child"], "the second never ran");
    let ends = run["turns"].as_array().unwrap().iter();
    let ends: Vec<_> = ends.map(|turn| &turn["end"]["kind"]).collect();
    assert_eq!(ends, ["called", "pending", "pending"]);
    let passed = verdict.checks.iter().filter(|c| c.ending.is_passed());
    for check in passed {
        assert_eq!(check.run, None, "{} has failed nowhere", check.name);
    }
}

#[test]
fn an_order_that_fails_shows_its_tasks() {
    let verdict = verdict("tasks/spawn_join", "wrong_tells_nobody");
    let name = "tasks_may_await_each_other_in_every_order";
    let check = verdict.checks.iter().find(|check| check.name == name);
    let run = check.and_then(|check| check.run.as_ref()).expect("a run");
    assert_eq!(lanes(run), ["first", "main", "second"]);
    // As its message says: `schedule: first first main second`.
    let ran = run["turns"].as_array().unwrap().iter();
    let ran: Vec<_> = ran.map(|turn| turn["lane"].as_u64().unwrap()).collect();
    assert_eq!(ran, [0, 0, 1, 2]);
}

#[test]
fn what_is_right_has_no_run() {
    let verdict = verdict("coroutines/join2", "../e5_join2");
    assert!(verdict.is_passed(), "the solution is right");
    assert!(verdict.checks.iter().all(|check| check.run.is_none()));
}

#[test]
fn fetches_in_a_row_are_drawn_one_after_the_other() {
    let verdict = verdict("waiting/together", "wrong_futures_first");
    let look = Look::new(60, false);
    let drawn = failing_run(&look, &verdict, Telling::Drawn).expect("a run");
    let lanes: Vec<_> = drawn.lines().skip(2).take(4).collect();
    let expected = [
        "time                 700 ms                 1.6 s",
        "your future ###---###________###---###---###_______###---###",
        "a           ...###______________##|",
        "b           ..........................###_____________##|",
    ];
    assert_eq!(lanes, expected, "{drawn}");
    let told = failing_run(&look, &verdict, Telling::InWords).expect("a run");
    let clock: Vec<_> = told.lines().filter(|l| l.contains("until")).collect();
    let moments = ["700 ms", "1.6 s", "1.9 s", "2.4 s", "2.7 s"];
    assert!(clock.iter().zip(moments).all(|(l, m)| l.ends_with(m)), "{told}");
    assert_eq!(clock.len(), moments.len(), "{told}");
}
