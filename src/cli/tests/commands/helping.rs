//! `hint`, `solution`, `reset` and `explain`.

use std::fs;

use crate::clone::{Clone, SOLUTION, SUBJECT, said};

#[test]
fn hints_come_one_by_one_and_then_what_else_there_is() {
    let clone = Clone::new();
    let hint = || clone.run(&["hint", "countdown"]).ends_with(0);
    hint().prints("hint 1 of 3").prints("What is kept?");
    hint().prints("hint 2 of 3").prints("One field is enough.");
    let again = clone.run(&["hint", "countdown", "--again"]).ends_with(0);
    again.prints("hint 2 of 3");
    hint().prints("hint 3 of 3");
    hint()
        .prints("all 3 hints are taken")
        .prints("cargo workbook solution ch02/countdown --peek")
        .prints("book/src/ch02-generators.md");
    assert_eq!(clone.record()["hints"], 3);
}

#[test]
fn a_hint_that_is_not_there_is_refused() {
    let clone = Clone::new();
    let hint = |arguments: &[&str]| {
        clone.run(&[&["hint", "countdown"], arguments].concat()).ends_with(2)
    };
    hint(&["--again"]).tells("no hint of ch02/countdown is taken yet");
    hint(&["--level", "4"]).tells("its hints are 1 to 3");
    hint(&["--level", "0"]).tells("its hints are 1 to 3");
    assert!(!clone.path(".workbook").exists());
}

#[test]
fn a_solution_is_shown_after_passing() {
    let clone = Clone::new();
    let solution = || clone.run(&["solution", "countdown"]);
    let refused = solution().ends_with(1).prints("is not solved yet");
    let refused = refused.prints("\n  a hint: cargo workbook hint");
    let refused = refused.prints("that you looked:\n    cargo workbook");
    assert!(!refused.out.contains("impl Iterator"), "{refused:#?}");
    clone.solve();
    clone.run(&["check"]).ends_with(0);
    let shown = solution().ends_with(0).tells(SOLUTION);
    assert_eq!(shown.out, clone.read(SOLUTION));
    assert_eq!(clone.record()["peeked"], false);
}

#[test]
fn a_peek_is_noted() {
    let clone = Clone::new();
    let peek = clone.run(&["solution", "02/1", "--peek"]).ends_with(0);
    assert_eq!(peek.out, clone.read(SOLUTION));
    assert_eq!(clone.record()["peeked"], true);
    clone.run(&["list"]).ends_with(0).prints("; solution seen");
}

#[test]
fn a_reset_keeps_what_it_replaces() {
    let clone = Clone::new();
    for text in ["mine", "mine too", "\u{fffd}"] {
        clone.write(SUBJECT, text);
        let said = clone.run(&["reset", "countdown"]).ends_with(0);
        assert_eq!(clone.read(SUBJECT), clone.sealed_stub());
        let copy = said
            .out
            .lines()
            .find_map(|line| line.strip_prefix("what it replaced is kept as "))
            .unwrap();
        assert!(copy.ends_with(".rs"), "{copy}");
        assert_eq!(clone.read(copy), text);
    }
    let copies = fs::read_dir(clone.path(".workbook/replaced")).unwrap();
    assert_eq!(copies.count(), 3);
}

#[test]
fn a_reset_of_an_untouched_or_deleted_file_loses_nothing() {
    let clone = Clone::new();
    clone
        .run(&["reset", "countdown"])
        .ends_with(0)
        .prints("is as it was given; nothing to reset");
    assert!(!clone.path(".workbook").exists());
    fs::remove_file(clone.path(SUBJECT)).unwrap();
    clone.run(&["reset", SUBJECT]).ends_with(0).prints("the stub is back");
    assert_eq!(clone.read(SUBJECT), clone.sealed_stub());
}

#[test]
fn a_reset_that_can_keep_no_copy_changes_nothing() {
    let clone = Clone::new();
    clone.write(SUBJECT, "mine");
    // A file in the way stops the superuser too.
    clone.write(".workbook", "");
    clone
        .run(&["reset", "countdown"])
        .ends_with(2)
        .tells("can be kept in")
        .tells("so it is left as it is");
    assert_eq!(clone.read(SUBJECT), "mine");
}

// `prlimit` is Linux's.
#[cfg(target_os = "linux")]
#[test]
fn a_reset_on_a_full_disk_changes_nothing() {
    let clone = Clone::new();
    let reset =
        |bytes| said(&mut clone.cramped(bytes, &["reset", "countdown"]));
    let copies = || {
        let copies = fs::read_dir(clone.path(".workbook/replaced")).unwrap();
        let texts = copies.map(|copy| fs::read(copy.unwrap().path()).unwrap());
        texts.collect::<Vec<_>>()
    };
    clone.write(SUBJECT, "mine");
    reset(1).ends_with(2).tells("so it is left as it is");
    assert_eq!(clone.read(SUBJECT), "mine");
    assert!(copies().is_empty(), "an empty copy is none: {:?}", copies());
    // There is room for the copy, and not for the stub.
    reset(64).ends_with(2).tells("e1_countdown.rs is left as it is");
    assert_eq!(clone.read(SUBJECT), "mine");
    assert_eq!(copies(), [b"mine"]);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_told_and_left_alone() {
    let clone = Clone::new();
    let path = clone.path(SUBJECT);
    let both = |what: &str| {
        clone.run(&["check", "countdown"]).ends_with(1).prints(what);
        clone.run(&["reset", "countdown"]).ends_with(2).tells(what);
    };
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    fs::write(path.join("mine.txt"), "mine").unwrap();
    both("e1_countdown.rs is a folder; move it elsewhere");
    assert_eq!(fs::read_to_string(path.join("mine.txt")).unwrap(), "mine");
    fs::remove_dir_all(&path).unwrap();
    std::os::unix::fs::symlink("nowhere.rs", &path).unwrap();
    both("e1_countdown.rs is a link to a file that is gone; remove the link");
    assert!(!path.with_file_name("nowhere.rs").exists());
    // A link that leads somewhere is followed, as an editor does.
    fs::write(path.with_file_name("nowhere.rs"), "mine").unwrap();
    clone.run(&["reset", "countdown"]).ends_with(0).prints("the stub again");
    assert!(path.symlink_metadata().unwrap().is_symlink());
    assert_eq!(clone.read(SUBJECT), clone.sealed_stub());
}

#[test]
fn a_misconception_is_explained() {
    let clone = Clone::new();
    clone
        .run(&["explain", "not-fused"])
        .ends_with(0)
        .prints("Not fused: the end does not last\n─────")
        .prints("\nThe way out\n\nGive the end a state of its own.\n");
    let all = clone.run(&["explain"]).ends_with(0);
    let all = all.prints("not-fused   Not fused: the end does not last\n");
    all.prints("off-by-one  Off by one\n");
}
