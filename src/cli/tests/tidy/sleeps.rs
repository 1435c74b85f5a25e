//! What a check may wait for: the next step, never the clock on the wall.
//!
//! A sleep in virtual time is exact and costs nothing, so tokio's `sleep` and
//! `miniloop`'s are let in where the clock stands still. What runs such a
//! sleep in real time is refused, as is a thread that sleeps.

use super::{
    paths::{Named, written_out},
    rust,
    tree::{Fault, fault},
};
use proc_macro2::TokenTree;

const ORDER: &str = "order the steps with a channel or a paused clock";
const PAUSED: &str = "use `kit::in_virtual_time`, whose clock is paused";

/// The sleeps of a check's file that take real time, and what makes them.
pub(crate) fn in_real_time(path: &str, tokens: &[TokenTree]) -> Vec<Fault> {
    let found = written_out(tokens);
    let sleeps_on_loop = found.iter().any(|named| {
        matches!(&named.path[..], [krate, .., last]
            if krate == "miniloop" && is_sleep(last))
    });
    let mut faults = Vec::new();
    for named in &found {
        let told = if is_thread_sleep(named) {
            ("a check's thread sleeps", ORDER)
        } else if is_real_runtime(named) {
            ("a check runs a runtime in real time", PAUSED)
        } else if named.is("tokio::time::resume") {
            ("a check lets its paused clock run", "leave it paused")
        } else if sleeps_on_loop && is_real_loop(named) {
            let mend = "use `EventLoop::with_virtual_clock`";
            ("a check sleeps on a loop in real time", mend)
        } else {
            continue;
        };
        faults.push(fault(path, named.line, told.0, told.1));
    }
    faults
}

fn is_sleep(name: &str) -> bool {
    matches!(name, "sleep" | "sleep_ms" | "sleep_until")
}

/// An import of it counts, for the call then has a bare name.
fn is_thread_sleep(named: &Named) -> bool {
    matches!(&named.path[..], [.., module, name]
        if module == "thread" && (is_sleep(name) || name == "*"))
}

fn is_real_runtime(named: &Named) -> bool {
    if named.is_import {
        return false;
    }
    match named.path.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["tokio", "runtime", "Runtime", "new"] => true,
        ["tokio", "runtime", "Builder", _] => !is_paused(&named.rest),
        ["tokio", "test" | "main"] => match named.rest.first() {
            Some(TokenTree::Group(group)) => !is_paused(&rust::inside(group)),
            _ => true,
        },
        _ => false,
    }
}

/// Whether `start_paused(true)` stands there, or `start_paused = true`.
fn is_paused(rest: &[TokenTree]) -> bool {
    let text = |t: &TokenTree| t.to_string();
    rest.windows(2).any(|pair| {
        rust::is_ident(&pair[0], "start_paused") && text(&pair[1]) == "(true)"
    }) || rest.windows(3).any(|three| {
        rust::is_ident(&three[0], "start_paused") && text(&three[2]) == "true"
    })
}

fn is_real_loop(named: &Named) -> bool {
    named.is("miniloop::run") || named.is("miniloop::EventLoop::new")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let tokens = rust::tokens(text).unwrap();
        let faults = in_real_time("c_test.rs", &tokens);
        faults.iter().map(Fault::to_string).collect()
    }

    /// Each is told once, as this.
    fn are_told(texts: &[&str], what: &str) {
        for text in texts {
            let faults = told(text);
            assert_eq!(faults.len(), 1, "{text}: {faults:?}");
            assert!(faults[0].contains(what), "{text}: {faults:?}");
        }
    }

    #[test]
    fn a_thread_that_sleeps_is_told_however_it_is_called() {
        are_told(
            &[
                "fn f() { std::thread::sleep(SECOND) }",
                "use std::thread; fn f() { thread::sleep(SECOND) }",
                "use std::thread as t; fn f() { t::sleep(SECOND) }",
                "use std::{fmt, thread::{sleep, Thread}}; fn f() { sleep(S) }",
                "use std::thread::*;",
            ],
            "c_test.rs:1: a check's thread sleeps; order the steps",
        );
    }

    #[test]
    fn a_runtime_in_real_time_is_told() {
        are_told(
            &[
                "fn f() { tokio::runtime::Runtime::new().unwrap(); }",
                "use tokio::runtime::{Builder, Handle};
                 fn f() { Builder::new_current_thread().build(); }",
                "use tokio::runtime as r;
                 fn f() { r::Builder::new_multi_thread().build(); }",
                "fn f() { tokio::runtime::Builder::new_current_thread()
                 .start_paused(false).build(); }",
                "#[tokio::test] async fn f() {}",
                "#[tokio::test(flavor = \"current_thread\")] async fn f() {}",
            ],
            "a check runs a runtime in real time; use",
        );
    }

    #[test]
    fn a_clock_that_runs_again_is_told() {
        are_told(
            &[
                "async fn f() { tokio::time::resume() }",
                "use tokio::time; async fn f() { time::resume() }",
                "use tokio::time::resume;",
            ],
            "a check lets its paused clock run; leave it paused",
        );
    }

    #[test]
    fn a_sleep_on_a_loop_in_real_time_is_told() {
        are_told(
            &[
                "fn f() { miniloop::run(async { miniloop::sleep(S).await }) }",
                "use miniloop::{EventLoop, sleep_until};
                 fn f() { EventLoop::new().spawn(sleep_until(NOON)); }",
            ],
            "a check sleeps on a loop in real time; use `EventLoop::with",
        );
    }

    #[test]
    fn sleeps_in_virtual_time_are_let_in() {
        for text in [
            "fn f() { kit::in_virtual_time(async {
             tokio::time::sleep(HOUR).await }); }",
            "use tokio::time::{sleep, sleep_until};
             fn f() { kit::in_virtual_time(sleep(HOUR)); }",
            "#[tokio::test(start_paused = true)]
             async fn f() { tokio::time::sleep(HOUR).await }",
            "use tokio::runtime::Builder; fn f() {
             Builder::new_current_thread().start_paused(true).build(); }",
            "use miniloop::{EventLoop, sleep};
             fn f() { EventLoop::with_virtual_clock().spawn(sleep(HOUR)); }",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_a_learner_wrote_may_have_those_names() {
        for text in [
            "use e1_timer::{EventLoop, sleep};
             fn f() { EventLoop::new().spawn(sleep(HOUR)); }",
            "use e2_loop::Runtime; fn f() { Runtime::new(); }",
            "fn f() { generator.resume(1); service.sleep(); }",
            "use miniloop::EventLoop; fn f() { EventLoop::new().stop(); }",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
