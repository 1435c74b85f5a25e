//! `check`: what it prints, records and ends with.

use std::thread;

use crate::clone::{CHECKS, Clone, PROGRESS, SOLUTION, SUBJECT, WRONG};

#[test]
fn a_stub_is_not_begun_and_no_attempt() {
    let clone = Clone::new();
    // Younger than what was built of it.
    let kit = "exercises/kit/lib.rs";
    clone.write(kit, clone.read(kit));
    clone
        .run(&["check"])
        .ends_with(1)
        .prints("· not begun  counts down to one")
        .prints("remember what `next` needs to count down from 3")
        // The kit is built first, and Cargo shows how far it is.
        .tells("Compiling exercises")
        .prints("next: the task stands at the top of exercises/ch02");
    assert!(!clone.path(PROGRESS).exists());
}

#[test]
fn a_kit_that_is_not_built_is_told_once() {
    let clone = Clone::new();
    let kit = "exercises/kit/lib.rs";
    clone.write(kit, clone.read(kit) + "\nsyntax error\n");
    let said = clone
        .run(&["check"])
        .ends_with(2)
        .tells("can't be built; run `cargo build")
        .tells("`; above, Cargo says why\n");
    let told = said.err.matches("kit/lib.rs:").count();
    assert_eq!(told, 1, "{said:#?}");
}

#[test]
fn a_wrong_answer_is_explained_and_its_misconception_named() {
    let clone = Clone::new();
    clone.write(SUBJECT, clone.read(WRONG));
    clone
        .run(&["check", "countdown"])
        .ends_with(1)
        .prints("✗ failed  stays at the end\n")
        .prints("stays at the end: failed\n")
        .prints("  at exercises/ch02_generators/e1_countdown_test.rs:")
        .prints("it looks like: Not fused: the end does not last")
        .prints("cargo workbook explain not-fused")
        .prints("checks hold; next: stays at the end");
    assert_eq!(clone.record()["attempts"], 1);
    assert_eq!(clone.record()["solved"], serde_json::Value::Null);
    clone
        .run(&["check", "countdown", "--timeline"])
        .ends_with(1)
        .prints("\nthis check took down no run\n");
}

#[test]
fn a_right_answer_is_recorded_and_leads_on() {
    let clone = Clone::new();
    clone.run(&["hint", "countdown"]).ends_with(0);
    clone.solve();
    clone
        .run(&["check"])
        .ends_with(0)
        .prints("solved, 2 points; chapter 2 stands at 2 of 2 points")
        .prints("cargo workbook solution ch02/countdown")
        .prints("every exercise is solved");
    clone
        .run(&["check", "countdown", "--timeline"])
        .ends_with(0)
        .prints("no check failed, so there is no run to draw");
    let solved = &clone.record()["solved"];
    assert_eq!(solved["attempts"], 1);
    assert_eq!(solved["hints"], 1);
    assert_eq!(solved["peeked"], false);
    // Nothing is left to be judged, unless it is asked for.
    clone.run(&["check"]).ends_with(0).prints("every exercise is solved;");
    clone.write(SUBJECT, clone.read(WRONG));
    clone.run(&["check", "all"]).ends_with(1);
    assert_eq!(&clone.record()["solved"], solved);
}

#[test]
fn the_compilers_words_are_shown_with_the_learners_path() {
    let clone = Clone::new();
    clone.write(SUBJECT, "pub struct Countdown;\nlet x = 1;\n");
    let said = clone.run(&["check"]).ends_with(1);
    said.prints("✗ does not compile")
        .prints("--> exercises/ch02_generators/e1_countdown.rs:2:1")
        .prints("next: mend what is named above");
}

#[test]
fn a_file_that_is_gone_or_no_text_is_told() {
    let clone = Clone::new();
    let told = |what: &str| {
        let said = clone.run(&["check"]).ends_with(1).prints(what);
        said.prints("`cargo workbook reset ch02/countdown` puts the stub back")
            .prints("next: mend what is named above, then");
    };
    std::fs::remove_file(clone.path(SUBJECT)).unwrap();
    told("error: exercises/ch02_generators/e1_countdown.rs is gone\n");
    clone.write(SUBJECT, b"//!\n\xff\xfe");
    told("error: line 2 is no UTF-8 text\n");
    clone.write(SUBJECT, "");
    clone.run(&["check"]).ends_with(1).prints("does not compile");
}

#[test]
fn edited_checks_are_told_and_change_nothing() {
    let clone = Clone::new();
    clone.write(SUBJECT, clone.read(WRONG));
    clone.write(CHECKS, "#[test] fn fine() {}");
    clone
        .run(&["check"])
        .ends_with(1)
        .prints("✗ failed  stays at the end")
        .tells("is not as it was when this workbook was built");
}

#[test]
fn another_file_is_judged_and_not_recorded() {
    let clone = Clone::new();
    let judged = |path: &str| clone.run(&["check", "--subject", path]);
    judged(SOLUTION).ends_with(0).prints("every check holds");
    judged(WRONG).ends_with(1).prints("it looks like: Not fused");
    judged("solutions/gone.rs").ends_with(2).tells("gone.rs can't be read");
    judged("Cargo.toml").ends_with(2).tells("belongs to no exercise");
    assert!(!clone.path(PROGRESS).exists());
    assert_eq!(clone.read(SUBJECT), clone.sealed_stub());
}

#[test]
fn json_is_one_document_and_nothing_else() {
    let clone = Clone::new();
    clone.write(SUBJECT, clone.read(WRONG));
    for arguments in [&["check", "--json"][..], &["check", "all", "--json"]] {
        let json = clone.run(arguments).ends_with(1).json();
        let verdict = &json["verdicts"][0];
        assert_eq!(verdict["exercise"], "generators/countdown");
        assert_eq!(verdict["ending"]["kind"], "failed");
        assert_eq!(verdict["misconception"], "not-fused");
        assert!(verdict["checks"][0]["name"].is_string());
    }
    clone.solve();
    let json = clone.run(&["check", "--json"]).ends_with(0).json();
    assert_eq!(json["verdicts"][0]["ending"]["kind"], "passed");
    let json = clone.run(&["check", "--json"]).ends_with(0).json();
    assert_eq!(json["verdicts"], serde_json::json!([]));
}

#[test]
fn many_are_a_line_each_and_a_total() {
    let clone = Clone::new();
    let manifest = clone.read("workbook.toml");
    // The first one has no checks: it stops nothing after it.
    let added = "[[chapter.exercise]]\nid = \"other\"\npoints = 3\n\
                 minutes = 1\nhints = []\n";
    let (chapter, last) = manifest.split_once("[[chapter.exercise]]").unwrap();
    let twice = format!("{chapter}[[chapter.exercise]]{last}{added}");
    clone.write("workbook.toml", twice);
    clone.write("exercises/ch02_generators/e2_other.rs", "");
    clone.write(SUBJECT, clone.read(WRONG));
    clone
        .run(&["check", "2"])
        .ends_with(2)
        .prints("✗ ch02/countdown  failed; ")
        .prints("(not-fused)\n")
        .prints("0 of 2 exercises solved, 0 of 5 points\n")
        .tells("ch02/other: no verdict: ")
        .tells("e2_other_test.rs is not sealed");
    assert_eq!(clone.record()["attempts"], 1);
}

#[test]
fn checks_at_once_keep_all_results() {
    let clone = Clone::new();
    clone.write(SUBJECT, clone.read(WRONG));
    clone.run(&["check"]).ends_with(1);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| clone.run(&["check", "countdown"]).ends_with(1));
        }
    });
    assert_eq!(clone.record()["attempts"], 4);
}

#[test]
fn a_clone_may_lie_in_an_odd_path() {
    let clone = Clone::named("Übung 1, 'ö' é 練習");
    clone.solve();
    let path = clone.path(SUBJECT);
    clone.run(&["check", path.to_str().unwrap()]).ends_with(0);
    clone.run(&["run", "function"]).ends_with(0).prints("first call:");
    clone.run(&["reset", "countdown"]).ends_with(0);
    clone.run(&["doctor"]).ends_with(0);
}
