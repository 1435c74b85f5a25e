//! The program of the last verdict: run again, but compiled only when what
//! it is made of has changed.

use std::{fs, path::PathBuf, time::SystemTime};

use workbook::judge::{Judge, Subject, verdict::Verdict};

use crate::{Trial, countdown, tree::Clone};

/// A clone whose learner's answer is this one.
fn answered(answer: &Trial) -> Clone {
    let clone = Clone::named("clone");
    fs::copy(answer.subject(), subject(&clone)).unwrap();
    clone
}

fn subject(clone: &Clone) -> PathBuf {
    clone.path(&countdown(&clone.checkout).subject())
}

/// The program that one judge after the other runs.
fn program(clone: &Clone) -> PathBuf {
    clone.path("target/workbook/judge/ch02_e1_countdown/0/checks")
}

fn compiled(clone: &Clone) -> SystemTime {
    fs::metadata(program(clone)).unwrap().modified().unwrap()
}

/// An answer that fails once this file is there.
fn failing_after(sign: &str) -> Trial {
    Trial::doing(
        &format!("assert!(!std::path::Path::new({sign:?}).exists());"),
        "",
    )
}

#[test]
fn an_unchanged_answer_is_compiled_once_and_run_each_time() {
    let signs = tempfile::tempdir().unwrap();
    let sign = signs.path().join("sign");
    let clone = answered(&failing_after(sign.to_str().unwrap()));
    assert!(clone.verdict().is_passed());
    let before = compiled(&clone);
    fs::write(&sign, "").unwrap();
    assert!(!clone.verdict().is_passed(), "the checks did not run again");
    assert_eq!(compiled(&clone), before);
}

#[test]
fn a_change_counts_where_times_are_coarse() {
    let clone = answered(&Trial::doing("", "/*return None;*/"));
    let time = fs::metadata(subject(&clone)).unwrap().modified().unwrap();
    assert!(clone.verdict().is_passed());
    let changed = Trial::doing("", "  return None;  ");
    fs::copy(changed.subject(), subject(&clone)).unwrap();
    let file = fs::File::options().append(true).open(subject(&clone));
    file.unwrap().set_modified(time).unwrap();
    assert!(!clone.verdict().is_passed());
}

#[test]
fn what_an_answer_includes_counts_too() {
    let clone = answered(&Trial::doing("", "include!(\"part.in\");"));
    let part = subject(&clone).with_file_name("part.in");
    fs::write(&part, "()").unwrap();
    assert!(clone.verdict().is_passed());
    fs::write(&part, "return None").unwrap();
    assert!(!clone.verdict().is_passed());
}

#[test]
fn an_edited_kit_makes_another_program() {
    let clone = answered(&Trial::doing("", ""));
    assert!(clone.verdict().is_passed());
    let before = compiled(&clone);
    let kit = clone.path("exercises/kit/lib.rs");
    let text = fs::read_to_string(&kit).unwrap();
    fs::write(&kit, text + "\n/// New.\npub fn new() {}\n").unwrap();
    assert!(clone.verdict().is_passed());
    assert_ne!(compiled(&clone), before);
}

#[test]
fn another_file_in_the_programs_place_never_runs() {
    let clone = answered(&Trial::doing("", ""));
    assert!(clone.verdict().is_passed());
    // As a compiler leaves it that was ended.
    fs::write(program(&clone), "half a program").unwrap();
    assert!(clone.verdict().is_passed());
}

#[test]
fn a_program_that_was_not_made_is_not_the_last_one() {
    let clone = answered(&Trial::doing("", ""));
    assert!(clone.verdict().is_passed());
    let right = fs::read(subject(&clone)).unwrap();
    fs::write(subject(&clone), "struct").unwrap();
    assert!(!clone.verdict().is_passed());
    fs::write(subject(&clone), right).unwrap();
    assert!(clone.verdict().is_passed());
}

#[test]
fn verdicts_at_once_run_their_own_programs() {
    let clone = answered(&Trial::doing("", ""));
    let exercise = countdown(&clone.checkout);
    let wrong = Trial::doing("", "return None;");
    let (judge, path) = (Judge::new(&clone.checkout), wrong.subject());
    let verdict =
        |subject| -> Verdict { judge.judge(&exercise, subject).unwrap() };
    assert!(verdict(Subject::Learner).is_passed());
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| assert!(verdict(Subject::Learner).is_passed()));
            scope.spawn(|| {
                assert!(!verdict(Subject::File(&path)).is_passed());
            });
        }
    });
}
