//! Listings that run for an open page.

use std::{fs, io::Write, path::PathBuf, time::Duration};

use serde_json::json;

use crate::{
    call::Call,
    lifeline::Lifeline,
    server::{Fixture, Server},
};

/// How long the system may take to close what a killed process held.
const SOON: Duration = Duration::from_secs(5);

/// A listing that prints a line, calls, and goes on once it hears a byte.
fn that_calls(lifeline: &Lifeline) -> String {
    let call = lifeline.call();
    format!(
        "use std::io::Read;
         pub fn main() {{
             println!(\"before\");
             let mut line = {call};
             line.read_exact(&mut [0]).unwrap();
             println!(\"after\");
         }}"
    )
}

#[test]
fn a_listing_prints_and_its_end_is_told() {
    let fixture = Fixture::with_listings();
    let server = fixture.serve(0);
    let told = Call::run(&server, None).follow().all();
    assert!(told.out.starts_with("first call:  1\n"), "{told:?}");
    assert_eq!(
        (&told.end["kind"], &told.end["code"]),
        (&json!("exited"), &json!(0))
    );
    assert!(told.end["took"].as_f64().unwrap() > 0.0, "{told:?}");
}

#[test]
fn a_line_comes_while_the_listing_still_runs() {
    let fixture = Fixture::with_listings();
    let server = fixture.serve(0);
    let lifeline = Lifeline::new();
    let source = that_calls(&lifeline);
    let mut lines = Call::run(&server, Some(&source)).follow();
    assert_eq!(lines.next("out"), "before\n");
    lifeline.next().stream.write_all(b"!").unwrap();
    assert_eq!(lines.next("out"), "after\n");
    assert_eq!(lines.next("end")["kind"], "exited");
}

#[test]
fn a_page_that_goes_away_ends_its_run() {
    let fixture = Fixture::with_listings();
    let server = fixture.serve(0);
    let lifeline = Lifeline::new();
    let source = that_calls(&lifeline);
    let mut lines = Call::run(&server, Some(&source)).follow();
    lines.next("out");
    let held = lifeline.next();
    drop(lines);
    held.assert_ends(SOON);
    assert_nothing_is_left(&fixture, &server);
}

#[test]
fn an_interrupted_server_ends_what_runs() {
    let fixture = Fixture::with_listings();
    let mut server = fixture.serve(0);
    let lifeline = Lifeline::new();
    let source = that_calls(&lifeline);
    let mut lines = Call::run(&server, Some(&source)).follow();
    lines.next("out");
    let held = lifeline.next();
    assert_eq!(server.interrupt().code(), Some(0));
    held.assert_ends(SOON);
    assert!(scratch_of(&fixture).is_empty(), "{:?}", scratch_of(&fixture));
}

#[test]
fn a_killed_server_takes_what_runs_with_it() {
    let fixture = Fixture::with_listings();
    let server = fixture.serve(0);
    let lifeline = Lifeline::new();
    let source = that_calls(&lifeline);
    let mut lines = Call::run(&server, Some(&source)).follow();
    lines.next("out");
    let held = lifeline.next();
    drop(server);
    held.assert_ends(SOON);
}

#[test]
fn a_text_that_is_no_rust_is_refused_in_its_own_lines() {
    let fixture = Fixture::with_listings();
    let server = fixture.serve(0);
    let source = "pub fn main() {\n    let odd: u8 = \"one\";\n}\n";
    let told = Call::run(&server, Some(source)).follow().all();
    assert_eq!(told.end["kind"], "refused");
    let why = told.end["why"].as_str().unwrap();
    let place = "src/ch02_generators/s1_function.rs:2:19";
    assert!(why.contains("mismatched types") && why.contains(place), "{why}");
    let home = fixture.root().display().to_string();
    assert!(!why.contains(&home), "{why}");
}

#[test]
fn the_same_text_is_compiled_once() {
    let fixture = Fixture::with_listings();
    let server = fixture.serve(0);
    let told = |text: &str| {
        let source = format!("pub fn main() {{ println!(\"{text}\") }}");
        Call::run(&server, Some(&source)).follow().all()
    };
    assert!(told("one").says.contains("compiled"));
    let again = told("one");
    assert_eq!((&*again.says, &*again.out), ("", "one\n"));
    let other = told("two");
    assert!(other.says.contains("compiled"));
    assert_eq!(other.out, "two\n");
    // The listing itself is what it was.
    let path = fixture.root().join("src/ch02_generators/s1_function.rs");
    assert!(!fs::read_to_string(path).unwrap().contains("two"));
}

#[test]
fn a_changed_listing_says_who_ran_when() {
    let fixture = Fixture::with_listings();
    let server = fixture.serve(0);
    let path = fixture.root().join("src/ch02_generators/s6_lazy_pipeline.rs");
    let source = fs::read_to_string(path).expect("the listing is there");
    let body = json!({
        "listing": "ch02/lazy_pipeline", "source": source, "trace": true
    });
    let call = || Call::new(&server, "run", &body.to_string());
    let told = call().follow().all();
    let (_, run) = told.out.split_once("\u{1e}{\"run\":").expect("a run");
    assert!(run.contains("\"lanes\":[{\"name\":"), "{run}");
    assert!(run.contains("\"line\":"), "no line of the source: {run}");
}

#[test]
fn a_panic_names_the_listings_own_line() {
    let fixture = Fixture::with_listings();
    let server = fixture.serve(0);
    let source = "pub fn main() {\n    panic!(\"so be it\");\n}\n";
    let told = Call::run(&server, Some(source)).follow().all();
    assert_eq!(told.end["code"], 101, "{told:?}");
    let place = "src/ch02_generators/s1_function.rs:2:5";
    assert!(told.err.contains(place), "{}", told.err);
}

#[test]
fn a_knob_is_turned_to_its_own_values_only() {
    let fixture = Fixture::with_listings();
    let server = fixture.serve(0);
    let run = |knobs| {
        let body = json!({ "listing": "ch02/lazy_pipeline", "knobs": knobs });
        Call::new(&server, "run", &body.to_string())
    };
    let told = |knobs| run(knobs).follow().all();
    let (default, more) = (told(json!({})), told(json!({ "taken": "4" })));
    assert!(default.out.len() < more.out.len(), "{default:?} {more:?}");
    assert_eq!(told(json!({ "taken": "2" })).out, default.out);
    for odd in [
        json!({ "taken": "3" }),
        json!({ "taken": "" }),
        json!({ "LD_PRELOAD": "2" }),
        json!({ "TAKEN": "2" }),
        json!({ "levels": "10" }),
    ] {
        let answer = run(odd).answer();
        assert_eq!(answer.status, 400, "{}", answer.body);
        assert!(answer.error().contains("has no knob"), "{}", answer.body);
    }
}

/// The folders that runs of changed listings were given: gone after them.
fn scratch_of(fixture: &Fixture) -> Vec<PathBuf> {
    let slots = fixture.root().join("target/workbook/changed");
    let inside = |folder: PathBuf| {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path())
    };
    let all = inside(slots).flat_map(inside).map(|slot| slot.join("scratch"));
    all.filter(|folder| folder.exists()).collect()
}

/// Ends when the server has no child and no folder of a run is left; fails
/// when that does not come.
pub(crate) fn assert_nothing_is_left(fixture: &Fixture, server: &Server) {
    let start = std::time::Instant::now();
    let left = || (server.children(), scratch_of(fixture));
    while left() != (vec![], vec![]) {
        assert!(start.elapsed() < SOON, "{:?}", left());
        std::thread::yield_now();
    }
    let temporary = fs::read_dir(fixture.temporary()).unwrap();
    assert_eq!(temporary.count(), 0, "temporary files are left");
}
