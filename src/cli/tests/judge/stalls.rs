//! Answers that can never go on, and answers that only look like it.

use std::time::Duration;

use workbook::judge::{
    Limits,
    verdict::{Ending, Verdict},
};

use crate::Trial;

fn assert_stalled(verdict: &Verdict, waits_for: &str) {
    let Ending::Stalled { threads } = &verdict.ending else {
        panic!("{verdict:#?}");
    };
    assert!(threads[0].ends_with(waits_for), "{threads:?}");
    let check = &verdict.first_failure().unwrap().name;
    assert!(threads[0].starts_with(check), "{threads:?}");
}

#[test]
fn a_stall_is_told_within_600_ms() {
    let trial = Trial::doing("loop { std::thread::park() }", "");
    // The best of several: other work on this machine is not the judge's.
    let took = |_| trial.verdict().checks.iter().map(|c| c.took).max();
    let best = (0..5).filter_map(took).min().unwrap();
    assert!(best >= Duration::from_millis(200), "{best:?}: too soon");
    assert!(best < Duration::from_millis(600), "{best:?}");
}

#[test]
fn a_wait_ends_with_the_wall_clock_where_it_has_a_limit() {
    let wall = Duration::from_millis(300);
    let limits = Limits { wall, ..Limits::default() };
    let minute = "std::time::Duration::from_secs(60)";
    let trial =
        Trial::doing(&format!("std::thread::park_timeout({minute});"), "");
    let verdict = trial.verdict_within(limits);
    let limit = "0.3 s".to_owned();
    assert_eq!(verdict.ending, Ending::TimedOut { limit });
}

#[test]
fn a_lock_taken_twice_is_a_stall() {
    let verdict = Trial::doing(
        "let lock = std::sync::Mutex::new(0);
         let first = lock.lock();
         let second = lock.lock();",
        "",
    )
    .verdict();
    assert_stalled(&verdict, "a lock, a channel or park()");
}

#[test]
fn a_channel_that_nobody_sends_to_is_a_stall() {
    let verdict = Trial::doing(
        "let (sender, receiver) = std::sync::mpsc::channel::<()>();
         receiver.recv().unwrap();
         drop(sender);",
        "",
    )
    .verdict();
    assert_stalled(&verdict, "a lock, a channel or park()");
}

#[test]
fn a_thread_that_waits_for_a_parked_one_is_a_stall() {
    let verdict = Trial::doing(
        "let parked = std::thread::Builder::new().name(\"sleeper\".into());
         let parked = parked.spawn(|| loop { std::thread::park() }).unwrap();
         parked.join().unwrap();",
        "",
    )
    .verdict();
    assert_stalled(&verdict, "another thread's end");
    let Ending::Stalled { threads } = verdict.ending else { unreachable!() };
    assert_eq!(threads[1], "sleeper: a lock, a channel or park()");
}

#[test]
fn a_server_that_nobody_calls_is_a_stall() {
    let verdict = Trial::doing(
        "let server = std::net::TcpListener::bind((\"127.0.0.1\", 0));
         server.unwrap().accept().unwrap();",
        "",
    )
    .verdict();
    assert_stalled(&verdict, "a connection that nobody opens");
}

#[test]
fn a_wait_that_has_a_limit_is_no_stall() {
    let verdict = Trial::doing(
        "std::thread::park_timeout(std::time::Duration::from_millis(700));",
        "",
    )
    .verdict();
    assert!(verdict.is_passed(), "{verdict:#?}");
}

#[test]
fn a_wait_for_a_child_is_no_stall() {
    let verdict = Trial::doing(
        "let sleep = std::process::Command::new(\"sleep\").arg(\"0.7\")
             .stdout(std::process::Stdio::piped()).output();
         assert!(sleep.unwrap().status.success());",
        "",
    )
    .verdict();
    assert!(verdict.is_passed(), "{verdict:#?}");
}
