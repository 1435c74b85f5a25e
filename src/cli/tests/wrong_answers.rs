//! Every answer whose verdict is known gets it: the stub fails, the solution
//! and the other right answers pass, each wrong answer is named as what it is.

use std::{fs, thread};

use workbook::{
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

fn unmet_answers(
    checkout: &Checkout,
    judge: &Judge,
    exercise: &Exercise,
) -> Vec<(Answer, Verdict)> {
    let mut unmet = Vec::new();
    for answer in answers::of(checkout, exercise).unwrap() {
        let subject = Subject::File(answer.path.as_ref());
        let verdict = judge.judge(exercise, subject).unwrap();
        assert_eq!(verdict.notices, [""; 0]);
        if !answer.is_met(&verdict) {
            unmet.push((answer, verdict));
        }
    }
    unmet
}

#[test]
fn each_answer_gets_the_verdict_that_it_must() {
    let checkout = checkout();
    let judge = Judge::new(&checkout);
    let exercises = exercises(&checkout);
    let unmet: Vec<_> = thread::scope(|scope| {
        let judged = exercises.iter().map(|exercise| {
            scope.spawn(|| unmet_answers(&checkout, &judge, exercise))
        });
        let judged: Vec<_> = judged.collect();
        judged.into_iter().flat_map(|judged| judged.join().unwrap()).collect()
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
