//! Texts that no reader means well with, and names that lead elsewhere: each
//! is refused or bounded, and leaves nothing behind.

use std::{fs, time::Duration};

use serde_json::{Value, json};

use crate::{
    call::{Call, Told},
    lifeline::Lifeline,
    runs::assert_nothing_is_left,
    server::{Fixture, Server},
};

const SOON: Duration = Duration::from_secs(5);

/// Runs a listing whose `main` does this.
fn doing(server: &Server, what: &str) -> Told {
    let source = format!("pub fn main() {{ {what} }}");
    Call::run(server, Some(&source)).follow().all()
}

fn assert_kind(told: &Told, kind: &str, words: &str) {
    assert_eq!(told.end["kind"], kind, "{:?}", told.end);
    let why = told.end["why"].as_str().unwrap_or_default();
    assert!(why.contains(words), "{why}");
}

#[test]
fn what_prints_for_ever_is_cut() {
    let fixture = Fixture::with_listings();
    let server = fixture.serve(0);
    let told = doing(&server, "loop { println!(\"more\") }");
    assert_kind(&told, "limit", "printed 1 MiB");
    assert_eq!(told.end["cut"], true);
    assert!(told.out.len() < 2 << 20, "{}", told.out.len());
    let told = doing(&server, "loop { eprint!(\"more\") }");
    assert_kind(&told, "limit", "printed 1 MiB");
    assert_nothing_is_left(&fixture, &server);
}

#[test]
fn what_allocates_without_end_fails_by_itself() {
    let fixture = Fixture::with_listings();
    let server = fixture.serve(0);
    let told = doing(&server, "let all = vec![1u8; 4 << 30]; drop(all);");
    assert_kind(&told, "failed", "2048 MiB of memory");
    assert!(told.err.contains("memory allocation"), "{}", told.err);
    assert_nothing_is_left(&fixture, &server);
}

#[test]
fn what_waits_for_ever_is_told_at_once() {
    let fixture = Fixture::with_listings();
    let server = fixture.serve(0);
    let told = doing(&server, "loop { std::thread::park() }");
    assert_kind(&told, "deadlock", "the main thread: a lock");
    assert!(told.end["took"].as_f64().unwrap() < 20e3, "{told:?}");
    assert_nothing_is_left(&fixture, &server);
}

#[test]
fn what_starts_itself_without_end_is_bounded() {
    let fixture = Fixture::with_listings();
    let server = fixture.serve(0);
    let lifeline = Lifeline::new();
    let call = lifeline.call();
    // Each starts two, and holds its end of the line.
    let told = doing(
        &server,
        &format!(
            "let _held = {call};
             let own = std::env::current_exe().unwrap();
             for _ in 0..2 {{ let _ = std::process::Command::new(&own).spawn(); }}
             loop {{ std::thread::sleep(std::time::Duration::from_secs(9)) }}"
        ),
    );
    assert_kind(&told, "limit", "it became 64 processes");
    assert_nothing_is_left(&fixture, &server);
    for held in lifeline.all() {
        held.assert_ends(SOON);
    }
}

#[test]
fn what_leaves_its_process_group_is_ended() {
    let fixture = Fixture::with_listings();
    let server = fixture.serve(0);
    let lifeline = Lifeline::new();
    let call = lifeline.call();
    let told = doing(
        &server,
        &format!(
            "let held = std::os::fd::OwnedFd::from({call});
             let mut child = std::process::Command::new(\"sleep\");
             child.arg(\"1000\").stdin(held);
             std::os::unix::process::CommandExt::process_group(&mut child, 0);
             child.spawn().unwrap();"
        ),
    );
    assert_eq!(told.end["kind"], "exited", "{told:?}");
    lifeline.next().assert_ends(SOON);
    assert_nothing_is_left(&fixture, &server);
}

#[test]
fn what_a_run_writes_where_it_stands_is_gone_with_it() {
    let fixture = Fixture::with_listings();
    let server = fixture.serve(0);
    let told = doing(
        &server,
        "std::fs::write(\"litter\", \"\").unwrap();
         std::fs::write(std::env::temp_dir().join(\"litter\"), \"\").unwrap();
         println!(\"{}\", std::env::current_dir().unwrap().display());",
    );
    assert!(told.out.contains("/target/workbook/changed/"), "{told:?}");
    assert_nothing_is_left(&fixture, &server);
}

#[test]
fn a_compiler_that_reads_for_ever_is_stopped() {
    let fixture = Fixture::with_listings();
    let server = fixture.serve(0);
    let told = doing(&server, "include_bytes!(\"/dev/zero\");");
    assert_ne!(told.end["kind"], "exited", "{:?}", told.end);
    assert_nothing_is_left(&fixture, &server);
}

#[test]
fn more_runs_than_seats_are_refused() {
    let fixture = Fixture::with_listings();
    let server = fixture.serve(0);
    let lifeline = Lifeline::new();
    let call = lifeline.call();
    let source = format!(
        "use std::io::Read;
         pub fn main() {{ let _ = {call}.read(&mut [0]); }}"
    );
    let run = || Call::run(&server, Some(&source)).follow();
    let running: Vec<_> = (0..16).map(|_| run()).collect();
    let held: Vec<_> = running.iter().map(|_| lifeline.next()).collect();
    let mut waiting: Vec<_> = (0..64).map(|_| run()).collect();
    for waits in &mut waiting {
        assert_eq!(waits.next("says"), "It waits for another listing to end.");
    }
    let answer = Call::run(&server, None).answer();
    assert_eq!(answer.status, 429, "{}", answer.body);
    assert!(answer.error().contains("stop one"), "{}", answer.body);
    drop((waiting, running));
    held.into_iter().for_each(|held| held.assert_ends(SOON));
    assert_nothing_is_left(&fixture, &server);
    assert_eq!(Call::run(&server, None).follow().all().end["code"], 0);
}

#[test]
fn no_key_of_a_listing_is_a_path() {
    let fixture = Fixture::with_listings();
    let server = fixture.serve(0);
    for odd in [
        "",
        "..",
        "../ch02/function",
        "ch02/../ch02/function",
        "ch02/./function",
        "/etc/passwd",
        "ch02\\function",
        "ch02/function\u{0}",
        "CH02/function",
        "ch02_generators/s1_function.rs",
        "--trace",
    ] {
        for name in ["run", "source"] {
            let body = json!({ "listing": odd, "source": null }).to_string();
            let answer = Call::new(&server, name, &body).answer();
            assert_eq!(answer.status, 404, "{odd:?}: {}", answer.body);
        }
    }
    assert_nothing_is_left(&fixture, &server);
}

#[test]
fn a_source_that_is_a_link_out_of_the_workbook_is_not_shown() {
    let fixture = Fixture::with_listings();
    let server = fixture.serve(0);
    let source = fixture.root().join("src/ch02_generators/s1_function.rs");
    let ask = || {
        let body = json!({ "listing": "ch02/function" }).to_string();
        Call::new(&server, "source", &body).answer()
    };
    let shown: Value = serde_json::from_str(&ask().body).unwrap();
    assert_eq!(shown["text"], fs::read_to_string(&source).unwrap());
    let outside = fixture.temporary().join("secret.rs");
    fs::write(&outside, "// kept to oneself").unwrap();
    fs::remove_file(&source).unwrap();
    std::os::unix::fs::symlink(&outside, &source).unwrap();
    let answer = ask();
    assert_eq!(answer.status, 404, "{}", answer.body);
    assert!(!answer.body.contains("kept to oneself"), "{}", answer.body);
}
