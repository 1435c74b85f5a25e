//! Checks of `e2_promise`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch04_futures/e2_promise.rs"
)]
mod e2_promise;

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, Waker},
    thread,
};

use e2_promise::{Dropped, Promise, Setter, promise};
use kit::{DropLog, Inline, Logged, Probe, Strict};

const CALL: &str = "promise.await";

/// What an awaited promise gives.
type End = Result<u32, Dropped>;

/// Polls once with a waker that does nothing.
fn poll_once(promise: &mut Promise<u32>) -> Poll<End> {
    let mut cx = Context::from_waker(Waker::noop());
    Pin::new(promise).poll(&mut cx)
}

/// What the setter's end must give.
#[track_caller]
fn expect_end(got: End, due: End) {
    kit::suspect("lost-value");
    let why = match due {
        Ok(_) => "it was set, and the setter went afterwards",
        Err(_) => "the setter went, and nothing had been set",
    };
    kit::expect(CALL, got, due, why);
    kit::clear();
}

/// How a setter may end.
type Way = fn(Setter<u32>);

const ENDS: [(Way, End); 2] =
    [(|setter| setter.set(7), Ok(7)), (drop, Err(Dropped))];

#[test]
fn a_poll_does_not_wait() {
    let (_setter, mut promise) = promise();
    kit::suspect("blocked-loop");
    let polled = poll_once(&mut promise);
    kit::suspect("ready-too-soon");
    let why = "nothing was set, and the setter is still there";
    kit::expect("poll", polled, Poll::Pending, why);
}

#[test]
fn what_is_set_first_is_ready_at_once() {
    for (end, due) in ENDS {
        let (setter, promise) = promise();
        end(setter);
        let run = Strict::new().run(promise);
        let polls = run.polls;
        expect_end(run.ready(CALL), due);
        kit::suspect("needless-yield");
        kit::expect("polls of the promise", polls, 1, "it was set before");
        kit::clear();
    }
}

#[test]
fn setting_wakes_it() {
    let (setter, promise) = promise();
    let run = Strict::new().event(|| setter.set(7)).run(promise);
    expect_end(run.ready(CALL), Ok(7));
}

#[test]
fn dropping_the_setter_wakes_it() {
    let (setter, promise) = promise();
    let run = Strict::new().event(|| drop(setter)).run(promise);
    expect_end(run.ready(CALL), Err(Dropped));
}

#[test]
fn another_thread_may_set() {
    for (end, due) in ENDS {
        let (setter, promise) = promise();
        let thread = || thread::spawn(move || end(setter)).join().unwrap();
        let run = Strict::new().event(thread).run(promise);
        expect_end(run.ready(CALL), due);
    }
}

#[test]
fn the_latest_waker_is_called() {
    for (end, due) in ENDS {
        let (setter, mut promise) = promise();
        let mut neighbor = Probe::waiting(());
        let handle = neighbor.handle();
        let mut is_there = false;
        // A second child brings more polls, each with a waker of its own.
        let task = poll_fn(|cx| {
            is_there = is_there || Pin::new(&mut neighbor).poll(cx).is_ready();
            Pin::new(&mut promise).poll(cx)
        });
        let run = Strict::new()
            .event(|| handle.open())
            .event(|| end(setter))
            .run(task);
        expect_end(run.ready(CALL), due);
    }
}

#[test]
fn it_may_be_polled_inside_of_wake() {
    for (end, due) in ENDS {
        let (setter, promise) = promise();
        let run = Inline::new().event(move || end(setter)).run(promise);
        expect_end(run.ready(CALL), due);
    }
}

#[test]
fn the_promise_may_go_first() {
    for (end, _) in ENDS {
        let (setter, mut promise) = promise();
        kit::suspect("blocked-loop");
        let polled = poll_once(&mut promise);
        kit::clear();
        kit::expect("poll", polled, Poll::Pending, "nothing was set");
        drop(promise);
        end(setter);
    }
}

#[test]
fn a_value_that_nobody_takes_goes_too() {
    type End = fn(Setter<Logged<()>>, Promise<Logged<()>>, Logged<()>);
    let ends: [End; 2] = [
        |setter, promise, value| {
            setter.set(value);
            drop(promise);
        },
        |setter, promise, value| {
            drop(promise);
            setter.set(value);
        },
    ];
    for end in ends {
        let log = DropLog::new();
        let (setter, promise) = promise();
        end(setter, promise, log.guard("the value"));
        let why = "both sides are gone, and what they shared with them";
        kit::expect("what is alive", log.alive(), Vec::<String>::new(), why);
    }
}
