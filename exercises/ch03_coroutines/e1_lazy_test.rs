//! Checks of `e1_lazy`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch03_coroutines/e1_lazy.rs"
)]
mod e1_lazy;

use e1_lazy::{Log, prepare};
use kit::{Probe, Strict};

const CALL: &str = "prepare(log, kettle)";

fn lines(log: &Log) -> Vec<&'static str> {
    let Ok(lines) = log.try_borrow() else {
        kit::suspect("guard-across-await");
        panic!(
            "the log can't be read, for it is still borrowed: end each \
             borrow_mut before an await"
        );
    };
    lines.clone()
}

/// Both steps, each once.
fn expect_both_steps(log: &Log) {
    let lines = lines(log);
    let both = ["filled", "poured"];
    kit::expect_values("the log in the end", &lines, &both, |_| {
        let twice = |line| lines.iter().filter(|l| **l == line).count() > 1;
        match both.iter().find(|line| !lines.contains(line)) {
            Some(_) => Some("not-awaited"),
            None if both.into_iter().any(twice) => Some("repolled-side-effect"),
            None => None,
        }
    });
}

#[test]
fn the_call_runs_nothing() {
    let (log, kettle) = (Log::default(), Probe::ready(7));
    let handle = kettle.handle();
    let tea = prepare(log.clone(), kettle);
    kit::suspect("eager-start");
    let why = "a call makes a future, and only a poll runs it";
    kit::expect("the log after the call", lines(&log), vec![], why);
    let why = "nobody waits for the tea yet";
    kit::expect("polls of the kettle after the call", handle.polls(), 0, why);
    drop(tea);
    let why = "a future that is dropped unpolled has never begun";
    kit::expect("the log after a drop", lines(&log), vec![], why);
}

#[test]
fn both_steps_are_written_once() {
    let log = Log::default();
    let kettle = Probe::ready(8);
    let handle = kettle.handle();
    let tea = prepare(log.clone(), kettle);
    let tea = Strict::new().run(tea).ready(CALL);
    if handle.polls() == 0 {
        kit::suspect("skipped-await");
    }
    kit::expect("the tea", tea, 8, "the kettle gave 8");
    kit::clear();
    expect_both_steps(&log);
}

#[test]
fn no_later_poll_writes_a_step_again() {
    let log = Log::default();
    let tea = prepare(log.clone(), Probe::pausing(3, 7));
    let run = Strict::new().run(tea);
    let fills = lines(&log).into_iter().filter(|l| *l == "filled").count();
    if fills > 1 {
        // Whatever else came of it.
        expect_both_steps(&log);
    }
    kit::expect("the tea", run.ready(CALL), 7, "the kettle gave 7");
    expect_both_steps(&log);
}

#[test]
fn nothing_is_poured_before_the_kettle_is_ready() {
    let (log, kettle) = (Log::default(), Probe::waiting(7));
    let handle = kettle.handle();
    let tea = prepare(log.clone(), kettle);
    let cold = || {
        kit::clear();
        let so_far = lines(&log);
        if so_far.contains(&"poured") {
            kit::suspect("skipped-await");
        } else if so_far.is_empty() && handle.polls() > 0 {
            kit::suspect("lost-order");
        }
        let why = "it is filled, and then polled until it is Ready";
        let call = "the log while the kettle is Pending";
        kit::expect(call, lines(&log), vec!["filled"], why);
        kit::clear();
        handle.open();
    };
    // Until the first poll is over, and `cold` has looked.
    kit::suspect("blocked-loop");
    let tea = Strict::new().event(cold).run(tea).ready(CALL);
    kit::expect("the tea", tea, 7, "the kettle gave 7");
    expect_both_steps(&log);
}

#[test]
fn it_needs_no_poll_more_than_the_kettle() {
    for (pauses, polls) in [(0, 1), (2, 3)] {
        let tea = prepare(Log::default(), Probe::pausing(pauses, 7));
        let run = Strict::new().run(tea);
        let polled = run.polls;
        run.ready(CALL);
        let call = format!("polls, if the kettle is Pending {pauses} times");
        kit::suspect("needless-yield");
        kit::expect(&call, polled, polls, "Ready as soon as the kettle is");
        kit::clear();
    }
}
