//! Names as they are typed at the terminal, in the right folder and not.

use std::process::Command;

use crate::clone::{Clone, SUBJECT, said};

const ANOTHER_CHAPTER: &str = r#"
[[chapter]]
slug = "coroutines"
title = "Coroutines"
minutes = 10

[[chapter.exercise]]
id = "countdown"
points = 1
minutes = 1
hints = ["another"]
"#;

#[test]
fn an_unknown_name_gets_the_nearest_and_code_2() {
    let clone = Clone::new();
    for command in ["check", "hint", "reset", "solution"] {
        clone
            .run(&[command, "cuontdown"])
            .ends_with(2)
            .tells("`cuontdown` is not an exercise; the nearest:")
            .tells("\n  ch02/countdown\n");
    }
    clone.run(&["run", "fnction"]).ends_with(2).tells("\n  ch02/function\n");
    clone.run(&["list", "generator"]).ends_with(2).tells("ch02  generators");
    clone.run(&["explain", "fused"]).ends_with(2).tells("\n  not-fused\n");
}

#[test]
fn an_ambiguous_name_lists_its_matches() {
    let clone = Clone::new();
    let manifest = clone.read("workbook.toml") + ANOTHER_CHAPTER;
    clone.write("workbook.toml", manifest);
    for typed in ["countdown", "e1"] {
        clone
            .run(&["hint", typed])
            .ends_with(2)
            .tells("means 2 exercises; say which:")
            .tells("\n  ch02/countdown\n  ch03/countdown\n");
    }
    clone.run(&["hint", "3/1"]).ends_with(0).prints("another");
}

#[test]
fn a_name_may_be_typed_in_any_folder() {
    let clone = Clone::new();
    let folder = clone.path("exercises/ch02_generators");
    let in_folder = |typed: &str| {
        let mut hint = clone.command(&["hint", typed, "--level", "1"]);
        said(hint.current_dir(&folder)).ends_with(0)
    };
    in_folder("countdown");
    in_folder("./e1_countdown.rs");
    in_folder("../ch02_generators/e1_countdown_test.rs");
    in_folder(r"..\ch02_generators\e1_countdown.rs");
    in_folder(SUBJECT);
    in_folder(clone.path(SUBJECT).to_str().unwrap());
}

#[test]
fn outside_a_clone_the_way_in_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut workbook = Command::new(env!("CARGO_BIN_EXE_workbook"));
        said(workbook.args(arguments).current_dir(folder.path()))
    };
    run(&["check"]).ends_with(2).tells("run this inside a clone");
    run(&[]).ends_with(0).prints("run this inside a clone");
}

#[test]
fn a_fault_in_the_manifest_is_told_with_its_line() {
    let clone = Clone::new();
    let manifest = clone.read("workbook.toml");
    let faults = [
        ("points = 2", "pionts = 2", "workbook.toml:15: unknown field"),
        ("\"countdown\"", "\"count down\"", "workbook.toml:14: the exercise"),
        ("nightly = [\"gen_block\"]", "nightly = [\"x\"]", "workbook.toml:11:"),
        ("minutes = 20\n", "", "workbook.toml:7: chapter `generators` has no"),
    ];
    for (right, wrong, told) in faults {
        assert!(manifest.contains(right));
        clone.write("workbook.toml", manifest.replace(right, wrong));
        clone.run(&["list"]).ends_with(2).tells(told);
        clone.run(&["doctor"]).ends_with(2).prints("✗ fault  workbook.toml");
    }
}
