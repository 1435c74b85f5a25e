//! What `listing KEY --trace` writes, read back from the process.

use std::process::{Command, Output};

use chapters::CHAPTERS;
use serde_json::Value;

fn listing(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_listing"));
    command.args(args).output().unwrap()
}

/// The output without its marks, and the marks.
fn split(traced: &[u8]) -> (String, Vec<Value>) {
    let traced = String::from_utf8(traced.to_vec()).unwrap();
    let mut parts = traced.split("\n\x1e");
    let mut text = parts.next().unwrap().to_owned();
    let mut marks = Vec::new();
    for part in parts {
        let (mark, rest) = part.split_once('\n').unwrap();
        marks.push(serde_json::from_str(mark).unwrap());
        text += rest;
    }
    (text, marks)
}

fn traced(key: &str) -> (String, Vec<Value>, Value) {
    let output = listing(&[key, "--trace"]);
    assert!(output.status.success(), "{key}");
    let (text, mut marks) = split(&output.stdout);
    let run = marks.pop().unwrap()["run"].take();
    // Of a process that the listing started, by the same arguments.
    marks.retain(|mark| mark["run"].is_null());
    (text, marks, run)
}

#[test]
fn without_its_marks_the_output_is_the_same_and_each_step_has_one() {
    let names = CHAPTERS.iter().flat_map(|chapter| {
        let name = |l: &chapters::Listing| (chapter.number, l.name);
        chapter.listings.iter().map(name)
    });
    for (number, name) in names {
        let key = format!("{number}/{name}");
        // What shows real times is another at each run.
        let is_timed = number == "ch01";
        let (text, marks, run) = traced(&key);
        let plain = listing(&[&key]).stdout;
        if !is_timed {
            assert_eq!(text, String::from_utf8(plain).unwrap(), "{key}");
        }
        let steps: Vec<_> =
            marks.iter().map(|mark| mark["step"].as_u64().unwrap()).collect();
        let all: Vec<_> = (0..run["steps"].as_u64().unwrap()).collect();
        assert_eq!(steps, all, "{key}");
    }
}

#[test]
fn a_listing_without_lanes_gives_a_run_without_any() {
    let (text, marks, run) = traced("ch02/function");
    assert!(!text.is_empty());
    assert_eq!(marks, [Value::Null; 0]);
    let empty = r#"{"lanes":[],"turns":[],"wakes":[],"clock":[],"steps":0,
        "cut":false}"#;
    assert_eq!(run, serde_json::from_str::<Value>(empty).unwrap());
}

#[test]
fn output_stands_behind_the_mark_of_the_step_that_printed_it() {
    let output = listing(&["--trace", "ch05/call_soon"]).stdout;
    let output = String::from_utf8(output).unwrap();
    let greedy = "\n\x1e{\"step\":3}\ngreedy 2\n\n\x1e{\"step\":4}\n";
    assert!(output.contains(greedy), "{output:?}");
}

#[test]
fn the_line_of_a_step_is_one_that_ran_in_it() {
    let (_, _, run) = traced("ch05/call_soon");
    let source = include_str!("../src/ch05_event_loop/s2_call_soon.rs");
    let turns = run["turns"].as_array().unwrap();
    let lines: Vec<_> = turns
        .iter()
        .map(|turn| turn["line"].as_u64())
        .map(|line| Some(source.lines().nth(line? as usize - 1)?.trim()))
        .collect();
    let again = Some("EventLoop::current().call_soon(greedy(n + 1));");
    let wait = Some("yield_now().await;");
    let stop = Some("EventLoop::current().stop();");
    assert_eq!(lines, [again, wait, None, again, wait, stop, wait]);
}

#[test]
fn marks_tell_the_virtual_clock_once_it_has_moved() {
    let (_, marks, run) = traced("ch05/call_later");
    let us: Vec<_> = marks.iter().filter_map(|m| m["us"].as_u64()).collect();
    assert!(us.is_sorted() && us.len() < marks.len(), "{us:?}");
    assert_eq!(us[0], 2_000_000);
    assert_eq!(us.last(), Some(&5_000_000));
    assert_eq!(run["clock"][0]["now"], 2_000_000);
}

/// Greets, in a lane, without a newline, and panics.
fn fall() {
    let _lane = timeline::lane("\"a\"\\\u{7}\u{2028}\n");
    print!("hello");
    drop(timeline::lane("inner"));
    panic!("it falls");
}

#[test]
fn a_panic_ends_the_run_and_the_process_as_without_marks() {
    const ROLE: &str = "TRACE_TEST_FALLS";
    if std::env::var_os(ROLE).is_some() {
        chapters::trace(fall, |file| file == file!());
        return;
    }
    let name = "a_panic_ends_the_run_and_the_process_as_without_marks";
    let mut again = Command::new(std::env::current_exe().unwrap());
    let args = ["--exact", name, "--nocapture"];
    let output = again.args(args).env(ROLE, "child").output().unwrap();
    assert_eq!(output.status.code(), Some(101));
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(complaint.contains("it falls"), "{complaint}");
    let (text, marks) = split(&output.stdout);
    // libtest's own lines stand before and after.
    assert!(text.contains("hello"), "{text:?}");
    let run = marks.iter().find_map(|mark| mark.get("run")).unwrap();
    assert_eq!(run["lanes"][0]["name"], "\"a\"\\\u{7}\u{2028}\n");
    let ended = &run["turns"][2]["end"];
    let panic = r#"{"kind":"returned","value":"panic"}"#;
    assert_eq!(*ended, serde_json::from_str::<Value>(panic).unwrap());
    let lines = [0, 1].map(|n| run["turns"][n]["line"].as_u64().unwrap());
    assert_eq!(lines[1] - lines[0], 2, "the lines of two calls of lane");
}
