//! What a terminal shows: help, lists, colors and widths.

use std::process::{Command, Stdio};

use crate::clone::{Clone, Said, said};

const COMMANDS: [&str; 9] = [
    "list", "run", "check", "watch", "hint", "reset", "solution", "explain",
    "doctor",
];

#[test]
fn every_command_helps_with_examples() {
    let clone = Clone::new();
    for command in COMMANDS {
        let help = clone.run(&[command, "--help"]).ends_with(0);
        help.prints(&format!("Examples:\n  cargo workbook {command}"));
    }
    let top = clone.run(&["--help"]).ends_with(0).prints("The way in:");
    for command in COMMANDS {
        assert!(top.out.contains(&format!("\n  {command} ")), "{command}");
    }
    clone.run(&["chekc"]).ends_with(2).tells("check");
}

#[test]
fn a_bare_call_shows_the_way_in() {
    let clone = Clone::new();
    clone
        .run(&[])
        .ends_with(0)
        .prints("The way in:")
        .prints("0 of 2 points, 0 of 1 exercise")
        .prints("next: ch02/countdown, 2 points, 10 minutes:");
}

#[test]
fn the_list_shows_what_is_done() {
    let clone = Clone::new();
    let list = clone.run(&["list"]).ends_with(0);
    list.prints("ch01  Waiting\n      not written yet\n")
        .prints("listings: function, gen_block (nightly)\n")
        .prints("· not begun  countdown  2 points, 10 minutes\n");
    clone.solve();
    clone.run(&["list", "2"]).ends_with(0).prints("› begun      countdown");
    clone.run(&["check"]).ends_with(0);
    let list = clone.run(&["list", "generators"]).ends_with(0);
    list.prints("✓ solved     countdown").prints("2 of 2 points, 1 of 1");
    let json = clone.run(&["list", "--json"]).ends_with(0).json();
    let chapter = &json["chapters"][1];
    assert_eq!(chapter["listings"][1]["nightly"], true);
    assert_eq!(chapter["exercises"][0]["standing"], "solved");
    assert_eq!(chapter["exercises"][0]["attempts"], 1);
}

#[test]
fn a_reader_that_goes_away_early_is_no_fault() {
    let clone = Clone::new();
    let mut list = clone.command(&["list"]);
    let mut child =
        list.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn a_terminal_without_utf_8_gets_ascii() {
    let clone = Clone::new();
    for (name, value) in [("LC_ALL", "C"), ("TERM", "dumb")] {
        let said = said(clone.command(&["list"]).env(name, value));
        assert!(said.out.is_ascii(), "{said:#?}");
        said.ends_with(0).prints("- not begun  countdown");
    }
}

/// The command in a terminal of its own.
#[cfg(target_os = "linux")]
fn in_terminal(clone: &Clone, columns: u16, settings: &str) -> Said {
    let workbook = env!("CARGO_BIN_EXE_workbook");
    let call = format!(
        "stty rows 24 cols {columns}; exec env -u CI -u NO_COLOR {settings} '{workbook}' list"
    );
    let mut script = Command::new("script");
    script.args(["-qec", &call, "/dev/null"]).stdin(Stdio::null());
    script.current_dir(clone.path("")).env("TERM", "xterm");
    said(&mut script).ends_with(0)
}

#[cfg(target_os = "linux")]
#[test]
fn colors_are_for_terminals_that_take_them() {
    let clone = Clone::new();
    let has_colors = |said: &Said| said.out.contains('\x1b');
    assert!(has_colors(&in_terminal(&clone, 80, "TERM=xterm")));
    assert!(!has_colors(&in_terminal(&clone, 80, "NO_COLOR=1")));
    assert!(!has_colors(&in_terminal(&clone, 80, "TERM=dumb")));
    assert!(!has_colors(&clone.run(&["list"])));
}

#[cfg(target_os = "linux")]
#[test]
fn lines_fit_the_terminal() {
    let clone = Clone::new();
    for columns in [40, 60, 200] {
        let said = in_terminal(&clone, columns, "NO_COLOR=1");
        let widest = |said: &Said| {
            let lines = said.out.lines().filter(|l| !l.contains('/'));
            lines.map(|line| line.chars().count()).max().unwrap()
        };
        assert!(widest(&said) <= usize::from(columns.min(80)), "{said:#?}");
    }
}
