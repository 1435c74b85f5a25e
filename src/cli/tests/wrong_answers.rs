//! Every answer whose verdict is known gets it: the stub fails, the solution
//! and the other right answers pass, each wrong answer is named as what it is.

use std::fs;

use workbook::{
    at_once::at_once,
    checkout::Checkout,
    judge::{
        Judge, Subject,
        answers::{self, Answer},
        verdict::{Ending, Verdict},
    },
    manifest::{Exercise, Manifest},
    sealed,
};

fn checkout() -> Checkout {
    Checkout::at(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).unwrap()
}

fn exercises(checkout: &Checkout) -> Vec<Exercise> {
    let manifest = Manifest::load(checkout).unwrap();
    let exercises: Vec<_> = manifest.exercises().cloned().collect();
    assert!(!exercises.is_empty(), "workbook.toml names no exercise");
    exercises
}

#[test]
fn each_answer_gets_the_verdict_that_it_must() {
    let checkout = checkout();
    let judge = Judge::new(&checkout);
    let all: Vec<(Exercise, Answer)> = exercises(&checkout)
        .into_iter()
        .flat_map(|exercise| {
            let answers = answers::of(&checkout, &exercise).unwrap();
            answers.into_iter().map(move |answer| (exercise.clone(), answer))
        })
        .collect();
    let verdict = |(exercise, answer): &(Exercise, Answer)| {
        let subject = Subject::File(answer.path.as_ref());
        judge.judge(exercise, subject).unwrap()
    };
    let mut unmet: Vec<(&Answer, Verdict)> = Vec::new();
    at_once(&all, verdict, |place, verdict| {
        assert_eq!(verdict.notices, [""; 0]);
        let (_, answer) = &all[place];
        if !answer.is_met(&verdict) {
            unmet.push((answer, verdict));
        }
    });
    assert!(unmet.is_empty(), "run `cargo workbook dev answers`: {unmet:#?}");
}

#[test]
fn each_stub_compiles_and_fails_with_its_todo() {
    let checkout = checkout();
    let judge = Judge::new(&checkout);
    let folder = tempfile::tempdir().unwrap();
    for exercise in exercises(&checkout) {
        let stub = sealed::find(&exercise.subject()).and_then(|s| s.text);
        let path = folder.path().join(format!("{}.rs", exercise.stem()));
        fs::write(&path, stub.unwrap()).unwrap();
        let verdict = judge.judge(&exercise, Subject::File(&path)).unwrap();
        let Ending::Failed { message, .. } = &verdict.ending else {
            panic!("{verdict:#?}");
        };
        assert!(message.starts_with("not yet implemented"), "{message}");
    }
}
