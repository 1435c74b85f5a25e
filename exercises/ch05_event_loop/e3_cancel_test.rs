//! Checks of `e3_cancel`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch05_event_loop/e3_cancel.rs"
)]
mod e3_cancel;

use std::{
    cell::{Cell, RefCell},
    iter,
    rc::Rc,
    time::Duration,
};

use e3_cancel::{Handle, Timers};
use kit::{DropLog, Slip};

const HOUR: Duration = Duration::from_secs(3_600);
const SECOND: Duration = Duration::from_secs(1);

/// Rounds of a timer that is made and canceled.
const ROUNDS: u32 = 50_000;
/// Timers that wait meanwhile, where the time of a round is looked at.
const WAITING: u32 = 20_000;
/// What may be kept of those that are over, in bytes. One that keeps a place
/// for each keeps five times as much or more.
const KEPT: usize = 200 << 10;

/// What ran, in order.
#[derive(Clone, Default)]
struct Trace(Rc<RefCell<Vec<String>>>);

impl Trace {
    /// A callback that writes its name.
    fn writes(&self, name: &str) -> impl FnOnce() + 'static {
        let (trace, name) = (self.clone(), name.to_owned());
        move || trace.0.borrow_mut().push(name)
    }

    /// These ran, and no other.
    fn expect(
        &self,
        call: &str,
        names: &[&str],
        misconception: impl FnOnce(Slip) -> Option<&'static str>,
    ) {
        let names: Vec<_> = names.iter().map(|n| (*n).to_owned()).collect();
        kit::expect_values(call, &self.0.borrow(), &names, misconception);
    }
}

/// A handle that a callback made before it may cancel.
type Later = Rc<RefCell<Option<Handle>>>;

fn cancels(later: &Later) -> impl FnOnce() + 'static {
    let later = later.clone();
    move || {
        if let Some(handle) = &*later.borrow() {
            handle.cancel();
        }
    }
}

#[test]
fn what_is_due_runs_in_the_order_of_the_deadlines() {
    let (timers, trace) = (Timers::new(), Trace::default());
    let names = ["c", "a", "b", "b2", "b3", "later"];
    let _handles: Vec<_> = iter::zip(names, [3, 1, 2, 2, 2, 4])
        .map(|(name, n)| timers.call_at(n * SECOND, trace.writes(name)))
        .collect();
    timers.run_due(3 * SECOND);
    let call = "run_due(3 s)";
    let due = ["a", "b", "b2", "b3", "c"];
    trace.expect(call, &due, |slip| match slip {
        Slip::Long => Some("early-timer"),
        Slip::Reordered => Some("unstable-ties"),
        _ => None,
    });
    timers.run_due(4 * SECOND);
    let call = "run_due(4 s) after it";
    trace.expect(call, &[&due[..], &["later"]].concat(), |_| None);
}

#[test]
fn a_canceled_callback_never_runs() {
    let (timers, trace) = (Timers::new(), Trace::default());
    let kept = timers.call_at(SECOND, trace.writes("kept"));
    let canceled = timers.call_at(SECOND, trace.writes("canceled"));
    canceled.cancel();
    canceled.cancel();
    timers.run_due(SECOND);
    kept.cancel();
    timers.run_due(HOUR);
    trace.expect("one of two, canceled", &["kept"], |slip| match slip {
        Slip::Long => Some("cancel-ignored"),
        _ => None,
    });
}

#[test]
fn a_late_cancel_hits_no_newer_timer() {
    let (timers, trace) = (Timers::new(), Trace::default());
    let canceled = timers.call_at(SECOND, || ());
    canceled.cancel();
    let ran = timers.call_at(SECOND, || ());
    timers.run_due(SECOND);
    // They may stand where those two were; so may both together.
    let _new =
        ["new 1", "new 2"].map(|name| timers.call_at(HOUR, trace.writes(name)));
    canceled.cancel();
    ran.cancel();
    timers.run_due(HOUR);
    let call = "two timers, and a cancel of one that ran and of one canceled";
    trace.expect(call, &["new 1", "new 2"], |_| Some("double-cancel"));
}

#[test]
fn a_handle_that_is_dropped_cancels_nothing() {
    let (timers, trace) = (Timers::new(), Trace::default());
    timers.call_at(SECOND, trace.writes("it"));
    timers.run_due(SECOND);
    let call = "a timer whose handle nobody keeps";
    trace.expect(call, &["it"], |_| Some("lost-callback"));
}

#[test]
fn a_callback_cancels_those_that_are_due_with_it() {
    let (timers, trace) = (Timers::new(), Trace::default());
    let (next, last) = (Later::default(), Later::default());
    timers.call_at(SECOND, cancels(&next));
    timers.call_at(SECOND, cancels(&last));
    next.replace(Some(timers.call_at(SECOND, trace.writes("next"))));
    last.replace(Some(timers.call_at(2 * SECOND, trace.writes("last"))));
    timers.call_at(3 * SECOND, trace.writes("kept"));
    kit::reenter(|| timers.run_due(HOUR));
    let call = "two canceled by the first ones of the same run";
    trace.expect(call, &["kept"], |slip| match slip {
        Slip::Late | Slip::Other => Some("cancel-ignored"),
        _ => None,
    });
}

#[test]
fn a_callback_may_cancel_itself_and_add_timers() {
    let (timers, trace) = (Timers::new(), Trace::default());
    let (own, cancel) = (Later::default(), Later::default());
    let (adds, writes) = (timers.clone(), trace.writes("added"));
    let cancels = cancels(&cancel);
    let callback = move || {
        cancels();
        own.replace(Some(adds.call_at(SECOND, writes)));
    };
    cancel.replace(Some(timers.call_at(SECOND, callback)));
    kit::reenter(|| timers.run_due(SECOND));
    timers.run_due(HOUR);
    let call = "a timer that is added by a callback";
    trace.expect(call, &["added"], |_| Some("lost-callback"));
}

#[test]
fn cancel_drops_the_callback() {
    let (timers, log) = (Timers::new(), DropLog::new());
    let handles = ["first", "second"].map(|name| {
        let holds = log.guard(name);
        timers.call_at(HOUR, move || drop(holds))
    });
    handles[1].cancel();
    kit::suspect("leaked-callback");
    let why = "nobody will call it, so nothing needs what it holds";
    kit::expect(
        "what is dropped",
        log.lines(),
        vec!["drop second".into()],
        why,
    );
    timers.run_due(HOUR);
    let why = "it has run";
    kit::expect("what is alive", log.alive(), Vec::<String>::new(), why);
}

#[test]
fn a_drop_may_cancel_another() {
    /// Cancels when it goes.
    struct Last(Handle);
    impl Drop for Last {
        fn drop(&mut self) {
            self.0.cancel();
        }
    }
    let (timers, trace) = (Timers::new(), Trace::default());
    let other = Last(timers.call_at(SECOND, trace.writes("other")));
    let handle = timers.call_at(HOUR, move || drop(other));
    kit::reenter(|| handle.cancel());
    timers.run_due(HOUR);
    trace.expect("two canceled", &[], |_| Some("cancel-ignored"));
}

#[test]
fn those_that_are_over_take_no_place() {
    let timers = Timers::new();
    let _kept = [1, 2, 3].map(|n| timers.call_at(n * SECOND, || ()));
    let (_, bytes) = kit::heap_peak(|| {
        for n in 0..ROUNDS {
            timers.call_at(HOUR, || ()).cancel();
            timers.run_due(Duration::from_micros(n.into()));
        }
    });
    kit::suspect("leaked-callback");
    assert!(
        bytes < KEPT,
        "{ROUNDS} timers made and canceled, one after the other: they held \
         {bytes} bytes in the end; their places must go, too, long before \
         the hour is over"
    );
}

#[test]
fn a_cancel_does_not_walk_through_all_others() {
    let (timers, runs) = (Timers::new(), Rc::new(Cell::new(0)));
    for n in 0..WAITING {
        let runs = runs.clone();
        let count = move || runs.set(runs.get() + 1);
        timers.call_at(HOUR + (n * 7 % 1_000) * SECOND, count);
    }
    // If it ends by the processor time that a check may take.
    kit::suspect("quadratic");
    for n in 0..ROUNDS {
        let when = HOUR + (n * 11 % 1_000) * SECOND;
        timers.call_at(when, || ()).cancel();
    }
    kit::clear();
    timers.run_due(2 * HOUR);
    let call = "callbacks that ran of those that were not canceled";
    kit::expect(call, runs.get(), WAITING, "each one once");
}
