//! A one-shot channel, right and in four wrong ways.

use std::{
    future::{pending, poll_fn},
    sync::Mutex,
    thread,
};

use super::*;
use crate::{Strict, values::panic_of};

#[derive(Clone, Copy, PartialEq)]
enum Sends {
    ValueThenWake,
    WakeThenValue,
    UnderLock,
    Silently,
    Nothing,
}

#[derive(Default)]
struct Slot {
    value: Option<u32>,
    waker: Option<Waker>,
}

type Channel = Arc<Mutex<Slot>>;

fn receive(channel: &Channel) -> impl Future<Output = u32> + 'static {
    let channel = channel.clone();
    poll_fn(move |cx| {
        // A plain `lock` would hang where the sender holds it.
        let mut slot = channel.try_lock().expect("the lock is held");
        if let Some(value) = slot.value.take() {
            return Poll::Ready(value);
        }
        slot.waker = Some(cx.waker().clone());
        Poll::Pending
    })
}

fn send(channel: &Channel, how: Sends) {
    let wake = || {
        let waker = channel.lock().unwrap().waker.take();
        waker.expect("it sleeps").wake();
    };
    let store = || channel.lock().unwrap().value = Some(7);
    match how {
        Sends::ValueThenWake => {
            store();
            wake();
        }
        Sends::WakeThenValue => {
            wake();
            store();
        }
        Sends::UnderLock => {
            let mut slot = channel.lock().unwrap();
            slot.value = Some(7);
            slot.waker.take().expect("it sleeps").wake();
        }
        Sends::Silently => store(),
        Sends::Nothing => {}
    }
}

fn inline(how: Sends) -> InlineRun<u32> {
    let channel = Channel::default();
    let receiver = receive(&channel);
    Inline::new().event(move || send(&channel, how)).run(receiver)
}

#[test]
fn a_value_stored_before_the_wake_is_found_in_the_wake() {
    let run = inline(Sends::ValueThenWake);
    assert_eq!(run, InlineRun { outcome: Ok(7), polls: 2, polls_in_wake: 1 });
}

#[test]
fn a_wake_before_the_value_is_named() {
    let run = inline(Sends::WakeThenValue);
    assert_eq!(run.outcome, Err(Unwoken::WakeBeforeValue));
    let message = panic_of(|| {
        run.ready("recv()");
    });
    assert!(message.starts_with("recv(): poll 2: it was woken before"));
}

#[test]
fn a_runner_with_a_queue_sees_no_wake_before_the_value() {
    let channel = Channel::default();
    let receiver = receive(&channel);
    let event = || send(&channel, Sends::WakeThenValue);
    assert_eq!(Strict::new().event(event).run(receiver).outcome, Ok(7));
}

#[test]
fn a_wake_under_the_lock_fails_inside_the_wake() {
    let message = panic_of(|| {
        inline(Sends::UnderLock);
    });
    assert!(message.starts_with("the lock is held"), "{message}");
}

/// What the judge is told by a test that runs in a process of its own.
fn report_of(test: &str) -> String {
    let name = format!("kit-{}-{test}", std::process::id());
    let report = std::env::temp_dir().join(name);
    let tests = std::env::current_exe().unwrap();
    let output = std::process::Command::new(tests)
        .args(["--exact", &format!("wakes::tests::{test}")])
        .env("WORKBOOK_REPORT", &report)
        .output();
    assert!(output.unwrap().status.success());
    let told = std::fs::read_to_string(&report).unwrap();
    std::fs::remove_file(report).unwrap();
    told
}

#[test]
fn a_wake_under_the_lock_is_suspected_before_the_poll_that_may_hang() {
    let told = report_of("a_wake_under_the_lock_fails_inside_the_wake");
    assert_eq!(told, "suspect wake-under-lock\n");
    let told = report_of("a_value_stored_before_the_wake_is_found_in_the_wake");
    assert_eq!(told, "suspect wake-under-lock\nclear \n");
}

#[test]
fn a_runner_with_a_queue_sees_no_wake_under_the_lock() {
    let channel = Channel::default();
    let receiver = receive(&channel);
    let event = || send(&channel, Sends::UnderLock);
    assert_eq!(Strict::new().event(event).run(receiver).outcome, Ok(7));
}

#[test]
fn a_value_without_a_wake_is_told_from_one_that_never_came() {
    assert_eq!(inline(Sends::Silently).outcome, Err(Unwoken::NoWake));
    assert_eq!(inline(Sends::Nothing).outcome, Err(Unwoken::NothingCame));
}

#[test]
fn an_early_wake_that_comes_again_does_no_harm() {
    let channel = Channel::default();
    let (receiver, early) = (receive(&channel), channel.clone());
    let wake = move || {
        // A statement of its own: it gives the lock back before the wake.
        let waker = early.lock().unwrap().waker.take();
        waker.unwrap().wake();
    };
    let run = Inline::new()
        .event(wake)
        .event(move || send(&channel, Sends::ValueThenWake))
        .run(receiver);
    assert_eq!((run.outcome, run.polls_in_wake), (Ok(7), 2));
}

#[test]
fn a_wake_during_the_poll_brings_the_next_one() {
    let run = Inline::new().run(crate::step());
    assert_eq!(run, InlineRun { outcome: Ok(()), polls: 2, polls_in_wake: 0 });
}

#[test]
fn a_future_that_wakes_itself_without_end_is_told() {
    let run = Inline::new().run(poll_fn(|cx| {
        cx.waker().wake_by_ref();
        Poll::<()>::Pending
    }));
    assert_eq!(run.outcome, Err(Unwoken::BusyLoop));
}

#[test]
fn a_wake_from_another_thread_is_kept_for_the_runner() {
    let channel = Channel::default();
    let receiver = receive(&channel);
    let sender = move || {
        let send = move || send(&channel, Sends::ValueThenWake);
        thread::spawn(send).join().unwrap();
    };
    let run = Inline::new().event(sender).run(receiver);
    assert_eq!(run, InlineRun { outcome: Ok(7), polls: 2, polls_in_wake: 0 });
}

#[test]
fn one_inline_run_wakes_another() {
    let run = Inline::new()
        .run(async { inline(Sends::ValueThenWake).ready("the inner") });
    assert_eq!(run.outcome, Ok(7));
}

#[test]
fn what_a_stuck_run_held_is_dropped() {
    let log = crate::DropLog::new();
    let job = log.future("job", pending::<()>());
    assert!(Inline::new().run(job).outcome.is_err());
    assert_eq!(log.lines(), ["drop job"]);
}

#[test]
fn a_waker_called_twice_is_a_double_and_two_wakers_are_not() {
    let (job, wakes) = count_wakes(poll_fn(|cx| {
        let waker = cx.waker().clone();
        waker.wake_by_ref();
        waker.wake();
        Poll::Ready(())
    }));
    Strict::new().run(job);
    assert_eq!((wakes.total(), wakes.doubles()), (2, 1));
    let (job, wakes) = count_wakes(crate::Probe::pausing(5, ()));
    Strict::new().run(job);
    assert_eq!((wakes.total(), wakes.doubles()), (5, 0));
}
