//! Checks, and what an open page hears of each save.

use std::{
    fs,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::{COUNTDOWN, Desk};
use crate::{
    call::Call,
    clone::{Clone, SOLUTION, SUBJECT, WRONG},
    server::Events,
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

/// The next event, which must be this one.
#[track_caller]
fn heard(page: &mut Events, kind: &str) -> Value {
    let (name, data) = page.next();
    assert_eq!(name, kind, "{data}");
    let data: Value = serde_json::from_str(&data).unwrap();
    assert_eq!(data["exercise"], COUNTDOWN);
    data
}

/// Waits until so many checks of this clone run.
#[expect(clippy::disallowed_methods, reason = "no process tells that it ended")]
fn processes(clone: &Clone, fits: impl Fn(usize) -> bool) {
    let judged = clone.path("target/workbook/judge");
    let judged = judged.to_str().unwrap();
    let count = || {
        let all = fs::read_dir("/proc").unwrap().flatten();
        let lines = all.map(|process| fs::read(process.path().join("cmdline")));
        let runs = |line: &Vec<u8>| line.starts_with(judged.as_bytes());
        lines.flatten().filter(runs).count()
    };
    let end = Instant::now() + Duration::from_secs(60);
    while !fits(count()) {
        assert!(Instant::now() < end, "{} checks run", count());
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_check_tells_the_misconception_and_is_noted() {
    let desk = Desk::new();
    desk.clone.write(SUBJECT, desk.clone.read(WRONG));
    let lines = desk.check();
    let (last, before) = lines.split_last().expect("a verdict");
    let verdict = &last["verdict"];
    assert_eq!(verdict["exercise"], COUNTDOWN);
    assert_eq!(verdict["passed"], false);
    let misconception = &verdict["misconception"];
    assert_eq!(misconception["id"], "not-fused");
    assert_eq!(misconception["title"], "Not fused: the end does not last");
    assert_eq!(misconception["text"], "Give the end a state of its own.");
    assert_eq!(misconception["page"], "misconceptions/not-fused.html");
    let summary = verdict["summary"].as_str().unwrap();
    assert!(summary.ends_with("next: stays at the end"), "{summary}");
    let message = verdict["failure"]["message"].as_str().unwrap();
    assert!(message.contains("an end, once told"), "{message}");
    // A first check says what is built; a clone has it built, but not seen.
    assert!(before.iter().all(|line| line["says"].is_string()), "{before:?}");
    assert_eq!(desk.clone.record()["attempts"], 1);
    desk.clone.solve();
    let verdict = desk.verdict();
    assert_eq!(verdict["summary"], "solved, 2 points");
    assert_eq!(verdict.get("failure"), None);
    let first = &desk.clone.record()["solved"];
    assert_eq!(first["attempts"], 2);
}

#[test]
fn what_does_not_compile_has_the_compilers_words() {
    let desk = Desk::new();
    desk.clone.write(SUBJECT, "pub struct Countdown;\nlet x = 1;\n");
    let verdict = desk.verdict();
    assert_eq!(verdict["summary"], "does not compile");
    let message = verdict["failure"]["message"].as_str().unwrap();
    assert!(message.contains("e1_countdown.rs:2:1"), "{message}");
}

#[test]
fn a_check_that_is_stopped_ends_its_processes() {
    let desk = Desk::new();
    desk.clone.write(SUBJECT, HANG);
    let body = json!({ "exercise": COUNTDOWN }).to_string();
    let call = Call::new(&desk.server, "check", &body).open();
    processes(&desk.clone, |n| n > 0);
    let start = Instant::now();
    drop(call);
    processes(&desk.clone, |n| n == 0);
    assert!(start.elapsed() < Duration::from_secs(5), "it went on");
    assert!(!desk.clone.path(".workbook/progress.json").exists());
    desk.clone.solve();
    assert_eq!(desk.verdict()["passed"], true);
}

#[test]
fn each_save_is_told_and_judged() {
    let desk = Desk::new();
    let mut page = desk.listening();
    let wrong = desk.clone.read(WRONG);
    desk.clone.write(SUBJECT, &wrong);
    let saved = heard(&mut page, "saved");
    assert_eq!(saved["file"]["text"], wrong);
    assert_eq!(saved["file"]["version"], desk.read()["version"]);
    heard(&mut page, "judging");
    let judged = heard(&mut page, "judged");
    assert_eq!(judged["checked"]["misconception"]["id"], "not-fused");
    let saved =
        desk.save(&desk.clone.read(SOLUTION), &saved["file"]["version"]);
    let told = heard(&mut page, "saved");
    assert_eq!(told["file"]["version"], saved["version"]);
    heard(&mut page, "judging");
    assert_eq!(heard(&mut page, "judged")["checked"]["passed"], true);
    assert_eq!(desk.clone.record()["attempts"], 2);
}

#[test]
fn a_save_during_a_judgment_starts_over() {
    let desk = Desk::new();
    let mut page = desk.listening();
    desk.clone.write(SUBJECT, HANG);
    heard(&mut page, "saved");
    heard(&mut page, "judging");
    processes(&desk.clone, |n| n > 0);
    let start = Instant::now();
    desk.clone.solve();
    heard(&mut page, "saved");
    heard(&mut page, "judging");
    assert_eq!(heard(&mut page, "judged")["checked"]["passed"], true);
    assert!(start.elapsed() < Duration::from_secs(8), "the hang was awaited");
    assert_eq!(desk.clone.record()["attempts"], 1, "it was ended");
    processes(&desk.clone, |n| n == 0);
}

#[test]
fn many_pages_and_a_check_have_one_judge() {
    let desk = Desk::new();
    let mut pages = [desk.listening(), desk.listening()];
    let version = desk.read()["version"].clone();
    desk.save(&desk.clone.read(WRONG), &version);
    let verdict = desk.verdict();
    for page in &mut pages {
        heard(page, "saved");
        heard(page, "judging");
        assert_eq!(heard(page, "judged")["checked"], verdict);
    }
    assert_eq!(desk.clone.record()["attempts"], 1);
}

#[test]
fn nothing_is_judged_while_nobody_listens() {
    let desk = Desk::new();
    assert_eq!(desk.verdict()["summary"], "not begun");
    desk.clone.write(SUBJECT, desk.clone.read(WRONG));
    // Who comes back learns what was saved, and has it judged.
    let mut page = desk.listening();
    heard(&mut page, "judging");
    assert_eq!(heard(&mut page, "judged")["checked"]["passed"], false);
    assert_eq!(desk.clone.record()["attempts"], 1);
    let mut second = desk.listening();
    assert_eq!(heard(&mut second, "judged")["checked"]["passed"], false);
    assert_eq!(desk.clone.record()["attempts"], 1, "it is known");
}

#[test]
fn a_page_that_leaves_during_a_judgment_ends_it() {
    let desk = Desk::new();
    let mut page = desk.listening();
    desk.clone.write(SUBJECT, HANG);
    heard(&mut page, "saved");
    heard(&mut page, "judging");
    processes(&desk.clone, |n| n > 0);
    drop(page);
    processes(&desk.clone, |n| n == 0);
    assert!(!desk.clone.path(".workbook/progress.json").exists());
}

#[test]
fn an_interrupt_ends_the_judges_too() {
    let mut desk = Desk::new();
    desk.clone.write(SUBJECT, HANG);
    let body = json!({ "exercise": COUNTDOWN }).to_string();
    let _call = Call::new(&desk.server, "check", &body).open();
    processes(&desk.clone, |n| n > 0);
    assert_eq!(desk.server.interrupt().code(), Some(0));
    processes(&desk.clone, |n| n == 0);
}
