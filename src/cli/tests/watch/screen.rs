//! On a terminal: what is shown, and what the keys do.

use std::{
    fs,
    time::{Duration, Instant},
};

use rustix::process::Signal;

use crate::{
    clone::{Clone, SOLUTION, SUBJECT, WRONG},
    terminal::{Terminal, processes},
};

/// It is never stuck, so that only its limit of 10 seconds ends it.
const HANG: &str = "
pub struct Countdown;
impl Countdown {
    pub fn new(_: u32) -> Self { Self }
}
impl Iterator for Countdown {
    type Item = u32;
    fn next(&mut self) -> Option<u32> {
        loop {
            std::thread::park_timeout(std::time::Duration::from_millis(20));
        }
    }
}
";

/// It tells a run as the kit does, and fails.
const RUN: &str = r##"
use std::io::Write;
pub struct Countdown;
impl Countdown {
    pub fn new(_: u32) -> Self { Self }
}
impl Iterator for Countdown {
    type Item = u32;
    fn next(&mut self) -> Option<u32> {
        let run = r#"run {"lanes":[{"name":"the caller","marks":[],
            "spans":[{"state":"running","from":0,"to":1}]}],
            "turns":[{"step":0,"lane":0,"end":{"kind":"open"}}],
            "wakes":[],"clock":[],"steps":1,"cut":false}"#;
        let report = std::env::var("WORKBOOK_REPORT").unwrap();
        let mut options = std::fs::OpenOptions::new();
        let mut report = options.append(true).create(true).open(report).unwrap();
        writeln!(report, "{}", run.replace('\n', "")).unwrap();
        panic!("it failed")
    }
}
"##;

const GIVEN_BACK: &str = "\x1b[?1049l\x1b[?25h";

/// A watch that judges an answer which hangs.
fn hanging(clone: &Clone) -> Terminal {
    clone.write(SUBJECT, HANG);
    let mut terminal = Terminal::watch(clone, "");
    terminal.shows("› judging, ");
    processes(clone, |n| n > 0);
    terminal
}

#[test]
fn a_file_replaced_during_a_hang_is_judged_at_once() {
    let clone = Clone::new();
    let mut terminal = hanging(&clone);
    let start = Instant::now();
    clone.write("answer.rs", clone.read(SOLUTION));
    fs::rename(clone.path("answer.rs"), clone.path(SUBJECT)).unwrap();
    terminal.shows("✓ solved, 2 points\n");
    assert!(start.elapsed() < Duration::from_secs(8), "the hang was awaited");
    terminal.shows("] 2 of 2 points, 1 of 1 exercise\n");
    assert_eq!(clone.record()["attempts"], 1, "what was ended is no attempt");
    processes(&clone, |n| n == 0);
    terminal.press("s");
    terminal.shows("\n//! ");
}

#[test]
fn quitting_during_a_hang_leaves_nothing_behind() {
    for (keys, signal, code) in
        [("q", None, 0), ("\x03", None, 0), ("", Some(Signal::TERM), 143)]
    {
        let clone = Clone::new();
        let mut terminal = hanging(&clone);
        let start = Instant::now();
        terminal.press(keys);
        if let Some(signal) = signal {
            terminal.signal(signal);
        }
        let (status, text) = terminal.end();
        assert!(start.elapsed() < Duration::from_secs(5), "it hung too");
        assert_eq!(status.code(), Some(code));
        let text = text.trim_end_matches("\x1b[?25h");
        assert!(text.ends_with("\x1b[?1049l"), "{text:?}");
        processes(&clone, |n| n == 0);
    }
}

#[test]
fn a_watch_that_is_killed_takes_its_judge_along() {
    let clone = Clone::new();
    let mut terminal = hanging(&clone);
    let start = Instant::now();
    terminal.signal(Signal::KILL);
    processes(&clone, |n| n == 0);
    assert!(start.elapsed() < Duration::from_secs(5), "the judge went on");
    let (status, _) = terminal.end();
    assert_eq!(status.code(), Some(137));
}

#[test]
fn every_size_shows_what_matters() {
    let clone = Clone::new();
    clone.write(SUBJECT, clone.read(WRONG));
    let mut terminal = Terminal::watch(&clone, "");
    terminal.shows("it looks like: Not fused: the end does not last");
    for (columns, rows) in [(40, 12), (40, 10), (20, 6), (80, 24)] {
        terminal.resize(columns, rows);
        terminal.fits(&format!("{columns} columns"), |screen| {
            let mut lines = screen.lines();
            let widest = lines.clone().map(|line| line.chars().count()).max();
            let last = screen.lines().count();
            let head = "ch02/countdown".chars().take(columns.into());
            last == usize::from(rows)
                && widest.is_some_and(|widest| widest <= columns.into())
                && lines.next().is_some_and(|line| {
                    line.starts_with(&head.collect::<String>())
                })
        });
        let screen = terminal.screen();
        assert!(screen.ends_with("q quit"), "{screen}");
        assert!(screen.contains("✗ failed"), "{screen}");
        // Too small for anything, and it goes on.
        terminal.resize(3, 2);
        terminal.fits("heading", |screen| screen == "ch0");
    }
    terminal.resize(40, 10);
    terminal.shows("; ↑↓ scroll");
    terminal.shows("lines 1 to 5 of");
    assert!(!terminal.screen().contains("it looks like"));
    terminal.press("\x1b[F");
    terminal.shows("`e` explains this misconception, `h`\ngives a hint");
}

#[test]
fn a_misconception_is_a_key_away() {
    let clone = Clone::new();
    clone.write(SUBJECT, clone.read(WRONG));
    let mut terminal = Terminal::watch(&clone, "");
    terminal.shows("`e` explains this misconception, `h` gives a hint");
    terminal.press("e");
    terminal.shows("Give the end a state of its own.");
    terminal.press("\x1b");
    terminal.shows("it looks like: Not fused");
    clone.write(SUBJECT, clone.read(SOLUTION));
    terminal.shows("✓ solved, 2 points\n");
    terminal.press("e");
    terminal.shows("this verdict names no misconception");
}

#[test]
fn the_run_that_failed_is_a_key_away() {
    let clone = Clone::new();
    clone.write(SUBJECT, RUN);
    let mut terminal = Terminal::watch(&clone, "");
    terminal.shows("`t` shows who ran when, `h` gives a hint");
    terminal.shows("h hint  e explain  t timeline  n next");
    terminal.press("t");
    terminal.shows("the run that failed: ");
    terminal.shows("step       1\nthe caller ███\n\n█ runs");
    terminal.press("\x1b");
    terminal.shows("it failed");
    let of_no_step = RUN.replace("\"to\":1", "\"to\":9");
    clone.write(SUBJECT, of_no_step.replace("it failed", "it broke"));
    terminal.shows("it broke");
    terminal.press("t");
    terminal.shows("this verdict tells of no run");
}

#[test]
fn a_hint_is_a_key_away_even_during_a_hang() {
    let clone = Clone::new();
    let mut terminal = hanging(&clone);
    terminal.press("h");
    terminal.shows("hint 1 of 3");
    terminal.shows("What is kept?");
    terminal.shows("› judging, ");
    assert_eq!(clone.record()["hints"], 1);
    terminal.press("?");
    terminal.shows("keys, live at all times");
    terminal.press("l");
    terminal.shows("> › begun      ch02/countdown  2 points");
    terminal.press("o");
    terminal.shows("ch02-generators");
}

#[test]
fn a_reset_asks_and_keeps_a_copy() {
    let clone = Clone::new();
    let wrong = clone.read(WRONG);
    clone.write(SUBJECT, &wrong);
    let mut terminal = Terminal::watch(&clone, "");
    terminal.shows("✗ failed");
    terminal.press("r");
    terminal.shows("put the stub of ch02/countdown back?");
    terminal.press("n");
    terminal.shows("`h` gives a hint");
    assert_eq!(clone.read(SUBJECT), wrong);
    terminal.press("r");
    terminal.shows("put the stub of ch02/countdown back?");
    terminal.press("y");
    terminal.shows("it replaced is kept as .workbook/replaced/");
    terminal.shows("· not begun\n");
    assert_eq!(clone.read(SUBJECT), clone.sealed_stub());
    let mut kept = fs::read_dir(clone.path(".workbook/replaced")).unwrap();
    let copy = kept.next().unwrap().unwrap().path();
    assert_eq!(fs::read_to_string(copy).unwrap(), wrong);
}

#[test]
fn colors_and_screens_are_for_terminals_that_take_them() {
    let clone = Clone::new();
    clone.write(SUBJECT, clone.read(WRONG));
    for (settings, has_screen, has_color) in [
        ("TERM=xterm", true, true),
        ("NO_COLOR=1", true, false),
        ("TERM=dumb", false, false),
    ] {
        let mut terminal = Terminal::watch(&clone, settings);
        terminal.shows("next: stays at the end");
        terminal.press(if has_screen { "q" } else { "\x03" });
        let (status, text) = terminal.end();
        assert_eq!(status.code(), Some(0), "{text:?}");
        assert_eq!(text.contains("\x1b[?1049h"), has_screen, "{text:?}");
        let colors = ["\x1b[31", "\x1b[32", "\x1b[36", "\x1b[38;5;"];
        let is_colored = colors.iter().any(|color| text.contains(color));
        assert_eq!(is_colored, has_color, "{text:?}");
    }
}

#[test]
fn a_stopped_watch_gives_the_terminal_back_and_goes_on() {
    let clone = Clone::new();
    clone.write(SUBJECT, clone.read(WRONG));
    let workbook = env!("CARGO_BIN_EXE_workbook");
    let mut terminal =
        Terminal::run(&clone, "exec env PS1='ready> ' bash --norc -i");
    terminal.press(&format!("'{workbook}' watch\n"));
    terminal.shows("✗ failed");
    terminal.press("\x1a");
    let text = terminal.output.take("Stopped");
    assert!(text.contains(GIVEN_BACK), "{text:?}");
    terminal.press("fg\n");
    terminal.output.take("\x1b[?1049h");
    terminal.shows("it looks like: Not fused");
    terminal.press("q");
    terminal.output.take(GIVEN_BACK);
    // Until it has ended, the watch reads what is typed.
    terminal.output.take("ready> ");
    terminal.press("exit 7\n");
    assert_eq!(terminal.end().0.code(), Some(7));
}
