//! Progress that is broken, of another time, or can't be kept.

use crate::clone::{Clone, PROGRESS, SUBJECT, said};

#[test]
fn a_broken_file_is_set_aside_with_a_notice() {
    let clone = Clone::new();
    for (n, broken) in [(1, "{\"version\": 1"), (2, "")] {
        clone.write(PROGRESS, broken);
        let aside = format!("{PROGRESS}.broken-{n}");
        clone.run(&["hint", "countdown"]).ends_with(0).tells(&aside);
        assert_eq!(clone.read(&aside), broken);
        assert_eq!(clone.record()["hints"], 1);
    }
}

#[test]
fn a_file_of_a_newer_workbook_is_left_alone() {
    let clone = Clone::new();
    let newer = "{\"version\": 2, \"exercises\": {\"stars\": []}}";
    clone.write(PROGRESS, newer);
    clone.write(SUBJECT, "");
    clone.run(&["check"]).ends_with(1).tells("of version 2");
    clone.run(&["hint", "countdown"]).ends_with(0).tells("`git pull`");
    clone.run(&["list"]).ends_with(0).tells("of version 2");
    assert_eq!(clone.read(PROGRESS), newer);
}

#[test]
fn where_progress_cannot_be_kept_the_verdict_is_still_given() {
    let clone = Clone::new();
    clone.solve();
    // A file in the way stops the superuser too.
    clone.write(".workbook", "");
    clone
        .run(&["check", "countdown"])
        .ends_with(0)
        .prints("✓ holds  stays at the end")
        .tells("your progress can't be kept");
    let said = clone.run(&["check", "countdown", "--json"]).ends_with(0);
    let json = said.json();
    let notice = json["notices"][0].as_str().unwrap();
    assert!(notice.starts_with("your progress can't be kept"), "{notice}");
    // Without memory, the learner says how far the hints are.
    let hint = clone.run(&["hint", "countdown", "--level", "2"]);
    hint.ends_with(0).prints("One field").tells("can't be kept");
}

#[test]
fn what_a_network_must_bring_first_is_told() {
    let clone = Clone::new();
    std::fs::remove_dir_all(clone.path("target")).unwrap();
    let mut check = clone.command(&["check"]);
    // Cargo has brought nothing here, and `CARGO_NET_OFFLINE` is set.
    said(check.env("CARGO_HOME", clone.path("empty")))
        .ends_with(2)
        .tells("run `cargo fetch` once, with a network");
}

// `prlimit` is Linux's.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_as_one_and_progress_stays() {
    let clone = Clone::new();
    clone.run(&["hint", "countdown"]).ends_with(0);
    let before = clone.read(PROGRESS);
    said(&mut clone.cramped(1, &["hint", "countdown"]))
        .ends_with(0)
        .prints("One field is enough.")
        .tells("your progress can't be kept")
        .tells("make room there");
    assert_eq!(clone.read(PROGRESS), before);
}

#[test]
fn where_nothing_can_be_built_the_way_out_is_told() {
    let clone = Clone::new();
    // A file in the way stops the superuser too.
    std::fs::remove_dir_all(clone.path("target")).unwrap();
    clone.write("target", "");
    clone
        .run(&["check"])
        .ends_with(2)
        .tells("set CARGO_TARGET_DIR to a folder that can be written");
}

/// Without the superuser's rights; with them, nothing is read-only.
#[cfg(unix)]
#[test]
fn a_read_only_folder_for_progress_is_told() {
    use std::{fs, os::unix::fs::PermissionsExt};
    let clone = Clone::new();
    clone.solve();
    clone.run(&["check"]).ends_with(0);
    let before = clone.read(PROGRESS);
    let folder = clone.path(".workbook");
    let mode = |mode| {
        fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(0o555);
    let is_read_only = fs::write(folder.join("probe"), "").is_err();
    let said = clone.run(&["check", "all"]).ends_with(0);
    mode(0o755);
    assert!(
        said.out.contains("✓ ch02/countdown") || said.out.contains("solved")
    );
    assert_eq!(said.err.contains("your progress can't be kept"), is_read_only);
    assert_eq!(clone.read(PROGRESS) == before, is_read_only);
}
