//! Checks of `e1_ready_queue`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch05_event_loop/e1_ready_queue.rs"
)]
mod e1_ready_queue;

use std::{cell::RefCell, rc::Rc};

use e1_ready_queue::EventLoop;
use kit::Slip;

/// What ran, in order.
#[derive(Clone, Default)]
struct Trace(Rc<RefCell<Vec<String>>>);

impl Trace {
    /// A callback that writes its name.
    fn writes(&self, name: &str) -> impl FnOnce() + 'static {
        let (trace, name) = (self.clone(), name.to_owned());
        move || trace.0.borrow_mut().push(name)
    }

    fn lines(&self) -> Vec<String> {
        self.0.borrow().clone()
    }
}

/// Schedules callbacks named `link 1` to `link n`, each from the one before.
fn schedule_chain(event_loop: &EventLoop, trace: &Trace, n: usize) {
    fn link(event_loop: EventLoop, trace: Trace, at: usize, n: usize) {
        trace.writes(&format!("link {at}"))();
        if at < n {
            let next = event_loop.clone();
            event_loop.call_soon(move || link(next, trace, at + 1, n));
        }
    }
    let (first, trace) = (event_loop.clone(), trace.clone());
    event_loop.call_soon(move || link(first, trace, 1, n));
}

#[test]
fn call_soon_runs_nothing() {
    let (event_loop, trace) = (EventLoop::new(), Trace::default());
    event_loop.call_soon(trace.writes("a"));
    kit::suspect("eager-start");
    let why = "soon means: when the loop gets to it";
    kit::expect("what ran before a turn", trace.lines(), vec![], why);
}

#[test]
fn callbacks_run_in_the_order_of_the_calls() {
    let (event_loop, trace) = (EventLoop::new(), Trace::default());
    for name in ["a", "b", "c"] {
        event_loop.call_soon(trace.writes(name));
    }
    event_loop.run_once();
    let all = ["a", "b", "c"].map(str::to_owned);
    kit::expect_values("one turn", &trace.lines(), &all, |slip| match slip {
        Slip::Reordered => Some("lost-order"),
        _ => None,
    });
}

#[test]
fn what_a_callback_schedules_runs_in_the_next_turn() {
    let (event_loop, trace) = (EventLoop::new(), Trace::default());
    schedule_chain(&event_loop, &trace, 3);
    event_loop.call_soon(trace.writes("b"));
    for ran in [vec!["link 1", "b"], vec!["link 2"], vec!["link 3"], vec![]] {
        trace.0.borrow_mut().clear();
        kit::reenter(|| event_loop.run_once());
        let ran: Vec<_> = ran.into_iter().map(str::to_owned).collect();
        kit::expect_values("a turn", &trace.lines(), &ran, |slip| match slip {
            Slip::Long => Some("starvation"),
            _ => None,
        });
    }
}

#[test]
fn run_forever_ends_when_nothing_is_left() {
    let (event_loop, trace) = (EventLoop::new(), Trace::default());
    schedule_chain(&event_loop, &trace, 100);
    // If it never comes back.
    kit::suspect("endless");
    event_loop.run_forever();
    kit::clear();
    let call = "callbacks of a chain of 100 that ran";
    let why = "each one schedules the next";
    kit::expect(call, trace.lines().len(), 100, why);
}

/// Stops in a turn that has a callback before the stop and one behind it.
fn stopped(trace: &Trace) -> EventLoop {
    let event_loop = EventLoop::new();
    schedule_chain(&event_loop, trace, 4);
    let stops = event_loop.clone();
    event_loop.call_soon(move || stops.stop());
    event_loop.call_soon(trace.writes("behind the stop"));
    event_loop.run_forever();
    event_loop
}

#[test]
fn the_turn_of_a_stop_runs_to_its_end() {
    let trace = Trace::default();
    stopped(&trace);
    let call = "run_forever(), stopped in its first turn";
    let turn = ["link 1", "behind the stop"].map(str::to_owned);
    kit::expect_values(call, &trace.lines(), &turn, |slip| match slip {
        Slip::Short => Some("early-stop"),
        _ => None,
    });
}

#[test]
fn what_a_stop_left_runs_later() {
    let trace = Trace::default();
    let event_loop = stopped(&trace);
    trace.0.borrow_mut().clear();
    event_loop.run_forever();
    let call = "run_forever() again";
    let rest = ["link 2", "link 3", "link 4"].map(str::to_owned);
    kit::expect_values(call, &trace.lines(), &rest, |slip| {
        match trace.lines().len() {
            0 => Some("lost-callback"),
            _ if slip == Slip::Short => Some("sticky-stop"),
            _ => None,
        }
    });
}
