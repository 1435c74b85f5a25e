//! Checks of `e6_slow_callback`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch05_event_loop/e6_slow_callback.rs"
)]
mod e6_slow_callback;

use std::{cell::Cell, rc::Rc, time::Duration};

use e6_slow_callback::{Clock, EventLoop, Slow};

const START: Duration = Duration::from_secs(5);
const THRESHOLD: Duration = Duration::from_millis(100);
const NANOSECOND: Duration = Duration::from_nanos(1);

/// A clock that moves when somebody works or waits.
struct Virtual(Cell<Duration>);

impl Virtual {
    fn work(&self, time: Duration) {
        self.0.set(self.0.get() + time);
    }
}

impl Clock for Virtual {
    fn now(&self) -> Duration {
        self.0.get()
    }

    fn wait_until(&self, when: Duration) {
        self.0.set(when.max(self.0.get()));
    }
}

fn world() -> (Rc<Virtual>, EventLoop) {
    let clock = Rc::new(Virtual(Cell::new(START)));
    (clock.clone(), EventLoop::new(clock, THRESHOLD))
}

const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// Callbacks that are all due at the start, by name and by what they take.
fn run_at_once(callbacks: &[(&str, Duration)]) -> Vec<(String, Duration)> {
    let (clock, event_loop) = world();
    for (name, takes) in callbacks {
        let (clock, takes) = (clock.clone(), *takes);
        event_loop.call_at(START, name, move || clock.work(takes));
    }
    event_loop.run_forever();
    told(&event_loop)
}

fn told(event_loop: &EventLoop) -> Vec<(String, Duration)> {
    let reports = event_loop.reports().into_iter();
    reports.map(|Slow { name, took }| (name, took)).collect()
}

/// These and no others were reported.
fn expect_reports(
    call: &str,
    got: &[(String, Duration)],
    expected: &[(&str, Duration)],
    misconception: &'static str,
) {
    let expected: Vec<_> =
        expected.iter().map(|(n, took)| ((*n).to_owned(), *took)).collect();
    kit::expect_values(call, got, &expected, |_| Some(misconception));
}

#[test]
fn one_slow_callback_is_reported() {
    let reports = run_at_once(&[("slow", millis(300))]);
    let call = "reports of one callback that takes 300 ms";
    let slow = ("slow".to_owned(), millis(300));
    kit::expect(call, reports, vec![slow], "the threshold is 100 ms");
}

#[test]
fn the_threshold_is_slow_and_a_nanosecond_less_is_not() {
    let fast = THRESHOLD - NANOSECOND;
    let reports = run_at_once(&[("fast", fast), ("slow", THRESHOLD)]);
    let names: Vec<_> = reports.iter().map(|(name, _)| &name[..]).collect();
    if names.is_empty() {
        kit::suspect("off-by-one");
    } else if !names.contains(&"fast") {
        kit::suspect("per-turn-report");
    }
    let why = "as long as the threshold, or longer";
    let call = "reports of 99.999999 ms and of 100 ms";
    kit::expect(call, names, vec!["slow"], why);
}

#[test]
fn waiting_is_nobodys_work() {
    let (clock, event_loop) = world();
    for (name, at) in [("soon", 6), ("later", 60), ("late", 3_600)] {
        let clock = clock.clone();
        let when = Duration::from_secs(at);
        event_loop.call_at(when, name, move || clock.work(millis(10)));
    }
    event_loop.run_forever();
    let call = "reports of fast callbacks with long waits between them";
    expect_reports(call, &told(&event_loop), &[], "waiting-as-work");
}

#[test]
fn each_is_measured_by_itself() {
    let fast = [("fast", millis(10)); 20];
    let reports = run_at_once(&fast);
    let call = "reports of 20 callbacks of 10 ms in one turn";
    expect_reports(call, &reports, &[], "per-turn-report");
    let slow = [("first", millis(200)), ("second", millis(300))];
    let reports = run_at_once(&[&slow[..], &fast[..]].concat());
    let call = "reports of two slow ones among fast ones";
    expect_reports(call, &reports, &slow, "per-turn-report");
    let twice = [("same", millis(200)), ("same", millis(300))];
    let call = "reports of two slow ones of the same name";
    expect_reports(call, &run_at_once(&twice), &twice, "lost-value");
}

#[test]
fn what_is_scheduled_is_not_the_time_of_who_did_it() {
    let (clock, event_loop) = world();
    let (works, schedules) = (clock.clone(), event_loop.clone());
    event_loop.call_at(START, "first", move || {
        let slow = works.clone();
        let second = move || slow.work(millis(300));
        schedules.call_at(START + 4 * THRESHOLD, "second", second);
        works.work(millis(20));
    });
    kit::reenter(|| event_loop.run_forever());
    let call = "reports of 20 ms that schedule 300 ms";
    let slow = [("second", millis(300))];
    expect_reports(call, &told(&event_loop), &slow, "waiting-as-work");
}

/// An outer callback that works, calls an inner one, and works again.
fn nested(outer: [Duration; 2], inner: Duration) -> Vec<(String, Duration)> {
    let (clock, event_loop) = world();
    let (works, calls) = (clock.clone(), event_loop.clone());
    event_loop.call_at(START, "outer", move || {
        works.work(outer[0]);
        calls.call("inner", || works.work(inner));
        works.work(outer[1]);
    });
    kit::reenter(|| event_loop.run_forever());
    told(&event_loop)
}

#[test]
fn a_call_within_a_call_is_measured_too() {
    let reports = nested([millis(50), millis(50)], millis(300));
    let call = "reports of 50 ms, a call of 300 ms within, and 50 ms";
    let both = [("inner", millis(300)), ("outer", millis(400))];
    expect_reports(call, &reports, &both, "nested-call");
}

#[test]
fn the_time_of_an_inner_call_is_the_outer_ones_too() {
    let reports = nested([millis(40), millis(40)], millis(80));
    let call = "reports of 40 ms, a call of 80 ms within, and 40 ms";
    let outer = [("outer", millis(160))];
    expect_reports(call, &reports, &outer, "nested-call");
}

#[test]
fn reports_takes_nothing_away() {
    let (clock, event_loop) = world();
    event_loop.call("slow", || clock.work(millis(300)));
    let first = event_loop.reports();
    kit::suspect("lost-value");
    let why = "nothing was slow in between";
    kit::expect("reports(), once more", event_loop.reports(), first, why);
}
