//! Checks of `e3_yield_now`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch03_coroutines/e3_yield_now.rs"
)]
mod e3_yield_now;

use std::{
    cell::RefCell,
    panic::{catch_unwind, resume_unwind},
    pin::pin,
    task::{Context, Waker},
};

use e3_yield_now::yield_now;
use kit::{Strict, Stuck};
use tokio::runtime::Builder;

/// Whether one that panics doesn't where there are timers.
fn needs_timers() -> bool {
    let first_poll = || {
        let mut cx = Context::from_waker(Waker::noop());
        pin!(yield_now()).poll(&mut cx).is_pending()
    };
    let timers = Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("timers ask for no I/O");
    let _entered = timers.enter();
    catch_unwind(first_poll).is_ok()
}

#[test]
fn it_is_pending_once_and_then_ready() {
    let run = catch_unwind(|| Strict::new().run(yield_now()));
    let run = run.unwrap_or_else(|panic| {
        if !needs_timers() {
            resume_unwind(panic);
        }
        kit::suspect("late-wake");
        panic!(
            "yield_now(): it waits for a timer, and needs a runtime that has \
             one: call `cx.waker()` in `poll`, before you return Pending"
        )
    });
    let call = "polls of yield_now()";
    if run.outcome.is_ok() {
        let none = run.polls == 1;
        kit::suspect(if none { "never-yields" } else { "needless-yield" });
        kit::expect(call, run.polls, 2, "Pending once, then Ready");
        return;
    }
    if run.outcome == Err(Stuck::HeldOutside) {
        kit::suspect("late-wake");
        panic!(
            "yield_now(): Pending, and whoever holds its waker has not \
             called it yet: wake before you return Pending"
        );
    }
    run.ready("yield_now()");
}

#[test]
fn it_wakes_before_it_returns() {
    let run = Strict::new().run(yield_now());
    kit::suspect("late-wake");
    let late = run.foreign_wakes > 0 || run.outcome == Err(Stuck::HeldOutside);
    assert!(
        !late,
        "yield_now(): another thread has to call the waker, some time: \
         call `cx.waker()` in `poll`, before you return Pending"
    );
    kit::clear();
    run.ready("yield_now()");
}

#[test]
fn it_can_be_had_again_and_again() {
    let run = Strict::new().run(async {
        for _ in 0..10 {
            yield_now().await;
        }
    });
    let polls = run.polls;
    run.ready("ten times yield_now().await");
    if polls == 1 {
        kit::suspect("never-yields");
    } else if polls < 11 {
        kit::suspect("shared-state");
    } else {
        kit::suspect("needless-yield");
    }
    let why = "one for each pause, one to end";
    kit::expect("polls of ten pauses in a row", polls, 11, why);
}

#[test]
fn two_tasks_take_turns() {
    let log = RefCell::new(Vec::new());
    let run = async |steps: [&'static str; 3]| {
        for step in steps {
            log.borrow_mut().push(step);
            yield_now().await;
        }
    };
    let mut a = pin!(run(["a1", "a2", "a3"]));
    let mut b = pin!(run(["b1", "b2", "b3"]));
    let mut cx = Context::from_waker(Waker::noop());
    for _ in 0..3 {
        let a_goes_on = a.as_mut().poll(&mut cx).is_pending();
        let b_goes_on = b.as_mut().poll(&mut cx).is_pending();
        if !(a_goes_on && b_goes_on) {
            break;
        }
    }
    let log = log.borrow();
    let turns = ["a1", "b1", "a2", "b2", "a3", "b3"];
    kit::expect_values("two tasks, polled in turn", &log, &turns, |_| {
        if log.starts_with(&["a1", "a2", "a3"]) {
            Some("never-yields")
        } else if log.contains(&"a2") || log.contains(&"b2") {
            Some("shared-state")
        } else {
            Some("needless-yield")
        }
    });
}
