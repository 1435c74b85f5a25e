//! Checks of `e3_shared`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch04_futures/e3_shared.rs"
)]
mod e3_shared;

use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    pin::Pin,
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    task::{Context, Poll, Wake, Waker},
};

use e3_shared::{Shared, shared};
use kit::{Handle, Inline, Probe, Strict};

const CALL: &str = "shared.await";

/// Polls that are too many for three clones.
const LIMIT: usize = 100;

/// What was begun: each time it gives another number, from 1.
#[derive(Clone, Default)]
struct Begun(Rc<RefCell<Vec<Handle>>>);

impl Begun {
    fn shared(&self, pauses: Option<usize>) -> Shared<usize> {
        let begun = self.clone();
        shared(move || {
            let mut handles = begun.0.borrow_mut();
            let number = handles.len() + 1;
            let probe = match pauses {
                Some(pauses) => Probe::pausing(pauses, number),
                None => Probe::waiting(number),
            };
            handles.push(probe.handle());
            Box::pin(probe)
        })
    }

    /// What the work waits for has come.
    fn open(&self) {
        let handles = self.0.borrow().clone();
        handles.iter().for_each(Handle::open);
    }

    fn expect_times(&self, times: usize, suspicion: &str, why: &str) {
        kit::suspect(suspicion);
        kit::expect("calls of `begin`", self.0.borrow().len(), times, why);
        kit::clear();
    }
}

/// The waker of one poll.
#[derive(Default)]
struct Alarm(AtomicBool);

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.0.store(true, SeqCst);
    }
}

/// One who awaits a clone, and is polled when its latest alarm has rung.
struct Awaiter {
    name: char,
    shared: Shared<usize>,
    alarms: Vec<Arc<Alarm>>,
    got: Option<usize>,
}

impl Awaiter {
    fn poll(&mut self) {
        let alarm = Arc::new(Alarm::default());
        let waker = Waker::from(alarm.clone());
        self.alarms.push(alarm);
        if self.alarms.len() > LIMIT {
            kit::suspect("busy-loop");
            panic!("{CALL}: polled {LIMIT} times: it never sleeps");
        }
        let mut cx = Context::from_waker(&waker);
        if let Poll::Ready(value) = Pin::new(&mut self.shared).poll(&mut cx) {
            self.got = Some(value);
        }
    }

    fn is_due(&self) -> bool {
        let latest = self.alarms.last().expect("it was polled");
        self.got.is_none() && latest.0.load(SeqCst)
    }
}

/// Three who await clones of one, polled once in their order.
fn three(shared: &Shared<usize>) -> Vec<Awaiter> {
    let clone = |name| Awaiter {
        name,
        shared: shared.clone(),
        alarms: Vec::new(),
        got: None,
    };
    let mut all: Vec<_> = ['a', 'b', 'c'].map(clone).into();
    all.iter_mut().for_each(Awaiter::poll);
    all
}

/// Polls whoever is woken, until nobody is; then all must have the result.
#[track_caller]
fn expect_result(mut all: Vec<Awaiter>, what: &str) {
    while let Some(due) = all.iter_mut().find(|a| a.is_due()) {
        kit::suspect("lost-value");
        due.poll();
        kit::clear();
    }
    for Awaiter { name, alarms, got, .. } in all {
        let is_stale = alarms.iter().any(|alarm| alarm.0.load(SeqCst));
        if got.is_none() && is_stale {
            kit::suspect("stale-waker");
            panic!("{what}: `{name}` was woken by the waker of an old poll");
        }
        kit::suspect("lost-wakeup");
        let call = format!("{what}: `{name}`'s result");
        kit::expect(&call, got, Some(1), "the work is done");
        kit::clear();
    }
}

#[test]
fn nothing_begins_before_the_first_poll() {
    let begun = Begun::default();
    let shared = begun.shared(Some(0));
    begun.expect_times(0, "eager-start", "nobody has polled yet");
    let run = Strict::new().run(shared.clone());
    kit::expect(CALL, run.ready(CALL), 1, "the work gives it at once");
    drop(shared);
}

#[test]
fn one_who_waits_is_woken() {
    for pauses in [None, Some(2)] {
        let begun = Begun::default();
        let shared = begun.shared(pauses);
        let run = Strict::new().event(|| begun.open()).run(shared);
        kit::expect(CALL, run.ready(CALL), 1, "the work gives it");
    }
}

#[test]
fn the_work_is_begun_once() {
    let begun = Begun::default();
    let all = three(&begun.shared(None));
    begun.expect_times(1, "recomputed", "three clones await the same work");
    begun.open();
    expect_result(all, "three awaited it");
    begun.expect_times(1, "recomputed", "three clones await the same work");
}

#[test]
fn work_that_wakes_in_its_own_poll_goes_on() {
    let begun = Begun::default();
    let all = three(&begun.shared(Some(5)));
    expect_result(all, "the work paused 5 times");
}

#[test]
fn the_latest_waker_is_called() {
    let begun = Begun::default();
    let mut all = three(&begun.shared(None));
    all.iter_mut().for_each(Awaiter::poll);
    begun.open();
    expect_result(all, "all were polled again with other wakers");
}

#[test]
fn whoever_is_dropped_asleep_is_not_missed() {
    for gone in [0, 1, 2] {
        let begun = Begun::default();
        let mut all = three(&begun.shared(None));
        let what = format!("`{}` was dropped asleep", all[gone].name);
        all.remove(gone);
        begun.open();
        expect_result(all, &what);
        begun.expect_times(1, "recomputed", "who has begun it was dropped");
    }
}

#[test]
fn whoever_is_dropped_woken_is_not_missed() {
    for gone in [0, 1, 2] {
        let begun = Begun::default();
        let mut all = three(&begun.shared(None));
        let what = format!("`{}` was dropped, woken or not", all[gone].name);
        begun.open();
        all.remove(gone);
        expect_result(all, &what);
    }
}

#[test]
fn whoever_finds_it_done_wakes_the_others() {
    let is_done = Rc::new(Cell::new(false));
    let look = is_done.clone();
    let shared = shared(move || {
        let look = look.clone();
        // As a look at the clock does: it tells whoever asks, and no waker.
        Box::pin(poll_fn(move |_| match look.get() {
            true => Poll::Ready(1),
            false => Poll::Pending,
        }))
    });
    let mut all = three(&shared);
    is_done.set(true);
    kit::suspect("lost-value");
    all[1].poll();
    expect_result(all, "`b` found the work done");
}

#[test]
fn a_result_can_be_had_again() {
    let begun = Begun::default();
    let mut shared = begun.shared(Some(0));
    let mut cx = Context::from_waker(Waker::noop());
    for when in ["first", "second", "third"] {
        kit::suspect("polled-after-ready");
        let polled = Pin::new(&mut shared).poll(&mut cx);
        let call = format!("the {when} poll of one clone");
        kit::expect(&call, polled, Poll::Ready(1), "the work is done");
        kit::clear();
    }
    kit::suspect("recomputed");
    let polled = Pin::new(&mut shared.clone()).poll(&mut cx);
    let why = "the work was done before";
    kit::expect("the first poll of a late clone", polled, Poll::Ready(1), why);
    begun.expect_times(1, "recomputed", why);
}

#[test]
fn whoever_is_woken_may_poll_inside_of_wake() {
    let begun = Begun::default();
    let a = begun.shared(None);
    let b = a.clone();
    // First `a` sleeps, then `b`; then the work goes on.
    let run_b = move || {
        let run = Inline::new().event(move || begun.open()).run(b);
        kit::expect(CALL, run.ready(CALL), 1, "the work is done");
    };
    let run = Inline::new().event(run_b).run(a);
    kit::expect(CALL, run.ready(CALL), 1, "the work is done");
}
