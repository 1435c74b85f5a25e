//! Checks of `e5_join2`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch03_coroutines/e5_join2.rs"
)]
mod e5_join2;

use e5_join2::join2;
use kit::{Probe, Run, Strict, Stuck};

const CALL: &str = "join2(a, b)";

/// Runs both, `a` giving 1 and `b` giving 2; they are opened in this order.
fn joined(order: [char; 2]) -> Run<(u32, u32)> {
    let (a, b) = (Probe::waiting(1), Probe::waiting(2));
    let handles = [a.handle(), b.handle()];
    let mut world = Strict::new();
    for name in order {
        let handle = &handles[usize::from(name == 'b')];
        world = world.event(|| handle.open());
    }
    let run = world.run(join2(a, b));
    if handles.iter().all(kit::Handle::is_finished) && run.outcome.is_err() {
        let call = run.outcome.expect_err("it is no Ok");
        kit::suspect("lost-value");
        panic!("{CALL}: both have given their numbers, but {call}");
    }
    run
}

fn expect_both(run: Run<(u32, u32)>) {
    if run.outcome.is_ok() && run.events_left > 0 {
        kit::suspect("ready-too-soon");
        kit::expect("still Pending at its end", run.events_left, 0, "of two");
    }
    kit::suspect("lost-value");
    kit::expect(CALL, run.ready(CALL), (1, 2), "a gives 1 and b gives 2");
}

#[test]
fn the_call_polls_nobody() {
    let (a, b) = (Probe::ready(1), Probe::ready(2));
    let handles = [a.handle(), b.handle()];
    let both = join2(a, b);
    kit::suspect("eager-start");
    let polls = handles.map(|handle| handle.polls());
    kit::expect("polls before the first poll", polls, [0, 0], "nobody waits");
    drop(both);
}

#[test]
fn two_that_are_ready_take_one_poll() {
    let run = Strict::new().run(join2(Probe::ready(1), Probe::ready(2)));
    let polls = run.polls;
    expect_both(run);
    kit::suspect("needless-yield");
    kit::expect("polls of join2", polls, 1, "both were Ready at once");
}

#[test]
fn the_first_poll_gets_both_going() {
    let (a, b) = (Probe::waiting(1), Probe::waiting(2));
    let handles = [a.handle(), b.handle()];
    let first_sleep = || {
        let polls = handles.each_ref().map(kit::Handle::polls);
        kit::suspect("sequential-await");
        let why = "one of the two would not begin before the other ends";
        kit::expect("polls of a and b at the first sleep", polls, [1, 1], why);
        kit::clear();
        handles[0].open();
    };
    let world = Strict::new().event(first_sleep).event(|| handles[1].open());
    expect_both(world.run(join2(a, b)));
}

#[test]
fn the_first_may_end_first() {
    expect_both(joined(['a', 'b']));
}

#[test]
fn the_second_may_end_first() {
    expect_both(joined(['b', 'a']));
}

#[test]
fn whoever_is_ready_is_left_alone() {
    for (a, b) in [(0, 3), (3, 0), (1, 2)] {
        let both = join2(Probe::pausing(a, 1), Probe::pausing(b, 2));
        let run = Strict::new().run(both);
        let polls = run.polls;
        expect_both(run);
        let call = format!("polls, a Pending {a} times and b {b} times");
        kit::suspect("sequential-await");
        kit::expect(&call, polls, a.max(b) + 1, "as many as the slower one");
    }
}

#[test]
fn it_sleeps_while_both_wait() {
    let run = Strict::new().run(join2(Probe::waiting(1), Probe::waiting(2)));
    let expected = Err(Stuck::NeverWoken);
    if run.outcome != expected {
        run.clone().ready(CALL);
        kit::suspect("ready-too-soon");
    }
    let why = "both wait, and neither has been opened";
    kit::expect(CALL, run.outcome, expected, why);
}
