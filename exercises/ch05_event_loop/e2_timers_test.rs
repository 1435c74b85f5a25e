//! Checks of `e2_timers`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch05_event_loop/e2_timers.rs"
)]
mod e2_timers;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use e2_timers::{Clock, EventLoop};
use kit::Slip;

const HOUR: Duration = Duration::from_secs(3_600);
const SECOND: Duration = Duration::from_secs(1);
const NANOSECOND: Duration = Duration::from_nanos(1);

/// More looks, or waits, than any of these checks has a use for.
const MANY: u32 = 1_000;

/// A clock that moves when somebody waits for it, and counts who asks.
#[derive(Default)]
struct Virtual {
    now: Cell<Duration>,
    looks: Cell<u32>,
    waits: Cell<u32>,
    /// By how much a wait ends too soon.
    lacks: Cell<Duration>,
}

impl Virtual {
    fn starting_at(now: Duration) -> Rc<Self> {
        Rc::new(Self { now: Cell::new(now), ..Self::default() })
    }

    fn advance(&self, time: Duration) {
        self.now.set(self.now.get() + time);
    }
}

fn count(calls: &Cell<u32>, what: &str) {
    calls.set(calls.get() + 1);
    if calls.get() > MANY {
        kit::suspect("busy-loop");
        panic!(
            "{MANY} calls of {what} for a few timers: call `wait` once, with \
             the time that is left until the earliest deadline"
        );
    }
}

impl Clock for Virtual {
    fn now(&self) -> Duration {
        count(&self.looks, "`now`");
        self.now.get()
    }

    fn wait(&self, time: Duration) {
        count(&self.waits, "`wait`");
        let slept = time.saturating_sub(self.lacks.get());
        // The next look finds it nearer, however little was left.
        self.advance(slept.max(time.min(NANOSECOND)));
    }
}

/// What ran, and when.
#[derive(Clone)]
struct Trace {
    clock: Rc<Virtual>,
    lines: Rc<RefCell<Vec<(String, Duration)>>>,
}

impl Trace {
    fn new(clock: &Rc<Virtual>) -> Self {
        Self { clock: clock.clone(), lines: Rc::default() }
    }

    /// A callback that writes its name.
    fn writes(&self, name: &str) -> impl FnOnce() + 'static {
        let (trace, name) = (self.clone(), name.to_owned());
        move || {
            let line = (name, trace.clock.now.get());
            trace.lines.borrow_mut().push(line);
        }
    }

    fn names(&self) -> Vec<String> {
        self.lines.borrow().iter().map(|(name, _)| name.clone()).collect()
    }

    /// All ran in this order.
    fn expect(&self, call: &str, names: &[&str], reordered: &'static str) {
        let names: Vec<_> = names.iter().map(|n| (*n).to_owned()).collect();
        kit::expect_values(call, &self.names(), &names, |slip| match slip {
            Slip::Reordered => Some(reordered),
            Slip::Short | Slip::Missing => Some("lost-callback"),
            _ => None,
        });
    }

    /// Nothing ran before its deadline.
    fn expect_times(&self, call: &str, deadlines: &[Duration]) {
        for ((name, at), deadline) in self.lines.borrow().iter().zip(deadlines)
        {
            kit::suspect("early-timer");
            assert!(
                at >= deadline,
                "{call}: {name} ran at {at:?} and is due at {deadline:?}"
            );
            kit::clear();
            assert!(
                *at < *deadline + Duration::from_millis(1),
                "{call}: {name} ran at {at:?}, and was due at {deadline:?}"
            );
        }
    }
}

fn world(now: Duration) -> (Rc<Virtual>, EventLoop, Trace) {
    let clock = Virtual::starting_at(now);
    let trace = Trace::new(&clock);
    (clock.clone(), EventLoop::new(clock), trace)
}

#[test]
fn the_earliest_deadline_comes_first() {
    let (_, event_loop, trace) = world(Duration::ZERO);
    for (name, hours) in [("c", 3), ("a", 1), ("d", 4), ("b", 2)] {
        event_loop.call_later(hours * HOUR, trace.writes(name));
    }
    event_loop.run_forever();
    let call = "timers of 3, 1, 4 and 2 hours";
    trace.expect(call, &["a", "b", "c", "d"], "lost-order");
    trace.expect_times(call, &[HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR]);
}

#[test]
fn it_sleeps_until_the_first_is_due() {
    let (clock, event_loop, trace) = world(Duration::ZERO);
    for hours in [1, 2, 3] {
        event_loop.call_later(hours * HOUR, trace.writes("it"));
    }
    event_loop.run_forever();
    trace.expect("three timers", &["it"; 3], "lost-order");
    let waits = clock.waits.get();
    kit::suspect("busy-loop");
    assert!(waits <= 6, "{waits} waits for three deadlines: one each will do");
}

#[test]
fn equal_deadlines_keep_the_order_of_the_calls() {
    let (_, event_loop, trace) = world(Duration::ZERO);
    let names: Vec<_> = (1..=20).map(|n| format!("tie {n}")).collect();
    for (name, is_even) in names.iter().zip([false, true].iter().cycle()) {
        if *is_even {
            event_loop.call_at(HOUR, trace.writes(name));
        } else {
            event_loop.call_later(HOUR, trace.writes(name));
        }
    }
    event_loop.run_forever();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    trace.expect("20 timers of one deadline", &names, "unstable-ties");
}

#[test]
fn a_tie_that_a_callback_adds_comes_last() {
    let (_, event_loop, trace) = world(Duration::ZERO);
    event_loop.call_at(2 * HOUR, trace.writes("other"));
    // Fewer wait when the tie is added than were made before.
    event_loop.call_at(SECOND, || ());
    event_loop.call_at(SECOND, || ());
    let (adds, tie) = (event_loop.clone(), trace.writes("tie 3"));
    event_loop.call_at(2 * SECOND, move || adds.call_at(HOUR, tie));
    event_loop.call_at(HOUR, trace.writes("tie 1"));
    event_loop.call_at(HOUR, trace.writes("tie 2"));
    kit::reenter(|| event_loop.run_forever());
    let call = "two timers of one deadline, and one that a callback adds";
    let names = ["tie 1", "tie 2", "tie 3", "other"];
    trace.expect(call, &names, "unstable-ties");
}

#[test]
fn nothing_runs_before_its_deadline() {
    let start = 5 * SECOND;
    let (_, event_loop, trace) = world(start);
    let delays = [1, 999_999, 1_000_001, 1_500_000, 2_999_999, 1_000_000_001];
    let delays = delays.map(Duration::from_nanos);
    for delay in delays {
        event_loop.call_later(delay, trace.writes("it"));
    }
    event_loop.run_forever();
    trace.expect("six timers", &["it"; 6], "lost-order");
    let deadlines = delays.map(|delay| start + delay);
    trace.expect_times("call_later at 5 s", &deadlines);
}

#[test]
fn a_wait_may_end_too_soon() {
    let (clock, event_loop, trace) = world(Duration::ZERO);
    clock.lacks.set(NANOSECOND);
    for seconds in [1, 2] {
        event_loop.call_later(seconds * SECOND, trace.writes("it"));
    }
    event_loop.run_forever();
    trace.expect("two timers", &["it"; 2], "lost-order");
    let call = "if each wait ends 1 ns too soon";
    trace.expect_times(call, &[SECOND, 2 * SECOND]);
}

#[test]
fn a_callback_may_add_a_timer_that_is_due_before_all_others() {
    let (_, event_loop, trace) = world(Duration::ZERO);
    let (adds, writes) = (event_loop.clone(), trace.writes("added"));
    event_loop.call_later(HOUR, move || adds.call_later(HOUR, writes));
    event_loop.call_later(4 * HOUR, trace.writes("other"));
    kit::reenter(|| event_loop.run_forever());
    let call = "a timer of an hour, added after one hour, and one of four";
    trace.expect(call, &["added", "other"], "lost-order");
    trace.expect_times(call, &[2 * HOUR, 4 * HOUR]);
}

#[test]
fn a_deadline_may_pass_while_a_callback_runs() {
    let (clock, event_loop, trace) = world(5 * HOUR);
    let takes_long = clock.clone();
    event_loop.call_later(HOUR, move || takes_long.advance(3 * HOUR));
    event_loop.call_later(2 * HOUR, trace.writes("late"));
    event_loop.call_at(HOUR, trace.writes("long ago"));
    // If the time that is left is below zero.
    kit::suspect("overflow");
    event_loop.run_forever();
    kit::clear();
    let call = "deadlines that have passed";
    trace.expect(call, &["long ago", "late"], "lost-order");
}
