//! Checks of `e5_select2`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch04_futures/e5_select2.rs"
)]
mod e5_select2;

use std::{
    future::poll_fn,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

use e5_select2::{Either, select2};
use kit::{Handle, Probe, Strict, Stuck};

const CALL: &str = "select2(a, b)";

type Won = Either<char, u32>;

const LEFT: Won = Either::Left('a');
const RIGHT: Won = Either::Right(2);

/// Two children, of which `a` gives 'a' and `b` gives 2.
struct Both {
    a: Probe<char>,
    b: Probe<u32>,
    handles: [Handle; 2],
}

fn both(a: Probe<char>, b: Probe<u32>) -> Both {
    let handles = [a.handle(), b.handle()];
    Both { a, b, handles }
}

fn both_waiting() -> Both {
    both(Probe::waiting('a'), Probe::waiting(2))
}

fn both_ready() -> Both {
    both(Probe::ready('a'), Probe::ready(2))
}

/// Two polls, if it takes two; `after` them the future itself is still there.
fn poll_twice(
    Both { a, b, handles }: Both,
    between: impl FnOnce(&[Handle; 2]),
    after: impl FnOnce(&[Handle; 2]),
) -> Poll<Won> {
    let mut cx = Context::from_waker(Waker::noop());
    let mut race = pin!(select2(a, b));
    let mut polled = race.as_mut().poll(&mut cx);
    if polled.is_pending() {
        between(&handles);
        polled = race.as_mut().poll(&mut cx);
    }
    after(&handles);
    polled
}

#[test]
fn the_call_polls_nobody() {
    let Both { a, b, handles } = both_ready();
    let race = select2(a, b);
    kit::suspect("eager-start");
    let polls = handles.map(|handle| handle.polls());
    kit::expect("polls before the first poll", polls, [0, 0], "nobody waits");
    drop(race);
}

#[test]
fn the_first_poll_gets_both_going() {
    let Both { a, b, handles } = both_waiting();
    Strict::new().run(select2(a, b));
    let has_begun = handles.map(|handle| handle.polls() > 0);
    kit::suspect("sequential-await");
    let why = "each has to get going, whoever is first";
    let call = "whether a and b were polled before it slept";
    kit::expect(call, has_begun, [true, true], why);
}

#[test]
fn whoever_is_first_wins() {
    for (winner, won) in [(0, LEFT), (1, RIGHT)] {
        let Both { a, b, handles } = both_waiting();
        let open = || handles[winner].open();
        let run = Strict::new().event(open).run(select2(a, b));
        kit::suspect("lost-value");
        let polls = run.polls;
        kit::expect(CALL, run.ready(CALL), won, "the other one still waits");
        kit::suspect("needless-yield");
        kit::expect("polls of select2", polls, 2, "it was woken once");
        kit::clear();
    }
}

#[test]
fn it_sleeps_while_both_wait() {
    let Both { a, b, .. } = both_waiting();
    let run = Strict::new().run(select2(a, b));
    let asleep = Err(Stuck::NeverWoken);
    if run.outcome.is_ok() {
        kit::suspect("ready-too-soon");
    } else if run.outcome != asleep {
        run.clone().ready(CALL);
    }
    let why = "both wait, and neither has been opened";
    kit::expect(CALL, run.outcome, asleep, why);
}

#[test]
fn both_go_on_until_one_is_ready() {
    for (a, b, won) in [(1, 3, LEFT), (3, 1, RIGHT), (0, 2, LEFT)] {
        let Both { a, b, .. } =
            both(Probe::pausing(a, 'a'), Probe::pausing(b, 2));
        let run = Strict::new().run(select2(a, b));
        kit::suspect("lost-order");
        kit::expect(CALL, run.ready(CALL), won, "it pauses less often");
        kit::clear();
    }
}

#[test]
fn the_latest_waker_reaches_both() {
    for (winner, won) in [(0, LEFT), (1, RIGHT)] {
        let Both { a, b, handles } = both_waiting();
        let mut race = pin!(select2(a, b));
        let mut neighbor = Probe::waiting(());
        let handle = neighbor.handle();
        let mut is_there = false;
        // Its end brings a poll that the race has not asked for.
        let task = poll_fn(|cx| {
            is_there = is_there || Pin::new(&mut neighbor).poll(cx).is_ready();
            race.as_mut().poll(cx)
        });
        let run = Strict::new()
            .event(|| handle.open())
            .event(|| handles[winner].open())
            .run(task);
        kit::expect(CALL, run.ready(CALL), won, "the other one still waits");
    }
}

#[test]
fn the_loser_is_dropped_before_the_end() {
    for winner in [0, 1] {
        let loser = 1 - winner;
        let polled = poll_twice(
            both_waiting(),
            |handles| handles[winner].open(),
            |handles| {
                kit::suspect("leaked-task");
                let call = "whether the loser was dropped when it was Ready";
                let why = "what it holds must not outlive the race";
                kit::expect(call, handles[loser].is_dropped(), true, why);
                kit::clear();
            },
        );
        assert!(polled.is_ready(), "{CALL}: one of them was opened");
    }
}

#[test]
fn a_result_is_never_thrown_away() {
    for _ in 0..20 {
        let Both { a, b, handles } = both_ready();
        let run = Strict::new().run(select2(a, b));
        run.ready(CALL);
        kit::suspect("lost-value");
        let ended = handles.iter().filter(|h| h.is_finished()).count();
        let why = "the second result would go to nobody";
        kit::expect("children that gave Ready", ended, 1, why);
        kit::clear();
    }
}

/// Neither side may win more than three of four calls.
fn expect_fair(both: fn() -> Both, when: &str) {
    let mut n_left = 0;
    for _ in 0..400 {
        let open =
            |handles: &[Handle; 2]| handles.iter().for_each(Handle::open);
        let polled = poll_twice(both(), open, |_| ());
        n_left += usize::from(polled == Poll::Ready(LEFT));
    }
    kit::suspect("unfair");
    assert!(
        (100..=300).contains(&n_left),
        "{CALL}: {n_left} of 400 times the left side won, both {when}"
    );
}

#[test]
fn neither_is_favored_when_both_are_ready_at_once() {
    expect_fair(both_ready, "Ready at the first poll");
}

#[test]
fn neither_is_favored_when_both_were_woken() {
    expect_fair(both_waiting, "woken while it slept");
}
