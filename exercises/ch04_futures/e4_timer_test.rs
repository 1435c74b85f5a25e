//! Checks of `e4_timer`: what the learner's file is judged by.
//!
//! They wait in real time, a few milliseconds each, and fail nobody for
//! being late.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch04_futures/e4_timer.rs"
)]
mod e4_timer;

use std::{
    sync::{
        Arc, Mutex,
        mpsc::{self, Receiver, Sender},
    },
    task::Wake,
    time::{Duration, Instant},
};

use e4_timer::sleep_until;
use kit::{Sleeper, Strict, Stuck};

const CALL: &str = "sleep_until";

/// Longer than a poll takes on any machine, and a learner can wait for it.
const LONG: Duration = Duration::from_millis(500);

fn micros(micros: u64) -> Duration {
    Duration::from_micros(micros)
}

fn until(deadline: Instant) -> Sleeper {
    let future = kit::unsuspected(|| sleep_until(deadline));
    Sleeper::new(CALL, deadline, future)
}

fn within(time: Duration) -> Sleeper {
    until(Instant::now() + time)
}

/// One for which `polls` were all Pending: they say whether one was not.
// On a machine that is busy the time may come before the poll does: once
// more then, with a longer time.
fn asleep(mut polls: impl FnMut(&mut Sleeper) -> bool) -> Sleeper {
    for time in [5_000, 40_000, 300_000] {
        let mut sleeper = within(micros(time));
        if !polls(&mut sleeper) {
            return sleeper;
        }
    }
    kit::suspect("blocked-loop");
    panic!("{CALL}: each time a poll took longer than the timer");
}

#[test]
fn a_poll_returns_at_once_and_so_does_a_drop() {
    kit::suspect("blocked-loop");
    let mut step = "";
    // Twice: a machine may stand still for so long, but not two times.
    for _ in 0..2 {
        let mut sleeper = within(LONG);
        sleeper.poll();
        let deadline = sleeper.deadline;
        step = if Instant::now() < deadline { "its drop" } else { "the poll" };
        drop(sleeper);
        if Instant::now() < deadline {
            return;
        }
    }
    let how = format!("{CALL}: {step} took {LONG:?}, the whole time");
    kit::blocked(&how);
    panic!("{how}");
}

#[test]
fn it_is_asleep_before_the_deadline() {
    let deadline = Instant::now() + LONG;
    kit::suspect("blocked-loop");
    let run = kit::unsuspected(|| Strict::new().run(sleep_until(deadline)));
    match run.outcome {
        Err(Stuck::NeverWoken | Stuck::HeldOutside) => {}
        Err(_) => run.ready(CALL),
        Ok(()) => {
            kit::suspect("early-timer");
            assert!(Instant::now() >= deadline, "{CALL}: Ready too early");
        }
    }
}

#[test]
fn a_poll_more_brings_it_no_nearer() {
    let mut sleeper = within(LONG);
    for _ in 0..3 {
        sleeper.poll();
    }
}

/// Lets the check poll, and waits for that, inside of `wake`.
struct Guest {
    rings: Sender<()>,
    polled: Mutex<Receiver<()>>,
}

impl Wake for Guest {
    fn wake(self: Arc<Self>) {
        let polled = self.polled.lock().expect("nobody panics with it");
        // Neither is there when the check has ended.
        let _ = self.rings.send(());
        let _ = polled.recv();
    }
}

impl Guest {
    /// With what tells of a wake, and what ends it.
    fn new() -> (Arc<Self>, Receiver<()>, Sender<()>) {
        let (rings, ring) = mpsc::channel();
        let (done, polled) = mpsc::channel();
        (Arc::new(Self { rings, polled: Mutex::new(polled) }), ring, done)
    }
}

#[test]
fn whoever_is_woken_may_poll_inside_of_wake() {
    let (guest, ring, done) = Guest::new();
    let waker = guest.into();
    let mut sleeper = asleep(|s| s.poll_by(&waker));
    kit::suspect("lost-wakeup");
    ring.recv().expect("the waker holds the sender");
    while Instant::now() < sleeper.deadline {
        // A wake may be early, and then there will be another.
        sleeper.poll_by(&waker);
        done.send(()).expect("the waker listens");
        ring.recv().expect("the waker holds the sender");
    }
    kit::suspect("wake-under-lock");
    let is_ready = sleeper.poll_by(&waker);
    kit::suspect("wake-before-value");
    assert!(is_ready, "{CALL}: the time has come, it is woken, and Pending");
}

#[test]
fn it_is_never_early() {
    for round in 0..60 {
        // Uneven on purpose: whoever rounds is early by a part of one.
        within(micros(73 * round)).run();
    }
}

#[test]
fn a_moment_that_has_passed_takes_one_poll() {
    let mut sleeper = within(Duration::ZERO);
    kit::suspect("needless-yield");
    assert!(sleeper.poll(), "{CALL}: the time had come before the first poll");
}

#[test]
fn the_latest_waker_is_called() {
    let mut sleeper = asleep(|s| s.poll() || s.poll());
    sleeper.wait();
    sleeper.run();
}

#[test]
fn many_may_sleep_at_once() {
    let times = (0..20).map(|n| micros(1_000 + 7_777 * n % 5_000));
    let mut all: Vec<_> = times.map(within).collect();
    all.iter_mut().for_each(|sleeper| _ = sleeper.poll());
    all.iter_mut().for_each(Sleeper::run);
}

/// Whether all threads that a timer of this length has begun come to rest
/// before it is over.
fn comes_to_rest(time: Duration) -> bool {
    let earlier = kit::threads();
    let mut sleeper = within(time);
    sleeper.poll();
    kit::suspect("busy-loop");
    match kit::threads_rest_before(sleeper.deadline, &earlier) {
        Ok(()) => true,
        Err(None) => false,
        Err(Some(ran)) => {
            panic!("{CALL}: its thread has run on end for {ran:?}")
        }
    }
}

#[test]
fn nobody_runs_while_it_sleeps() {
    // On a machine under load a thread may wait long for a processor, whether
    // it wants to go to sleep or not: one that rests does so sooner or later.
    let is_asleep = [2, 2, 4].iter().any(|&n| comes_to_rest(n * LONG));
    assert!(is_asleep, "{CALL}: its thread never sleeps");
}

/// Whether a short timer is over before a long one that began before.
// Three times: on a machine under load the short one may be late.
fn short_ends_first(begin: impl Fn(&mut Sleeper) -> Sleeper) -> bool {
    [1, 1, 2].into_iter().any(|n| {
        let mut long = within(n * LONG);
        let mut short = begin(&mut long);
        short.wait();
        short.run();
        Instant::now() < long.deadline
    })
}

/// Whether it is so when both begin while whoever keeps the time is held in a
/// wake, and looks at them afterwards.
fn short_ends_first_if_both_are_new() -> bool {
    short_ends_first(|long| {
        let (guest, ring, done) = Guest::new();
        let waker = guest.into();
        let _first = asleep(|s| s.poll_by(&waker));
        ring.recv().expect("the waker holds the sender");
        long.poll();
        let short = asleep(Sleeper::poll);
        done.send(()).expect("the waker listens");
        short
    })
}

#[test]
fn a_long_timer_holds_up_no_short_one() {
    let in_time = short_ends_first(|long| {
        long.poll();
        kit::let_threads_rest();
        asleep(Sleeper::poll)
    });
    if in_time {
        return;
    }
    let hears_of_none = short_ends_first_if_both_are_new();
    kit::suspect(if hears_of_none { "lost-wakeup" } else { "blocked-loop" });
    panic!(
        "{CALL}: a short timer that began while somebody slept until the end \
         of a long one was late: {}",
        match hears_of_none {
            true => "nobody told him of it",
            false => "its turn came after the long one",
        }
    );
}

#[test]
fn a_new_timer_brings_no_other_one_nearer() {
    // Three times: on a machine under load the time may come before they rest.
    for n in [1, 1, 2] {
        let end = Instant::now() + n * LONG;
        let mut all = Vec::new();
        // Each time all wait for what comes first; what comes is news only.
        for earlier in [20_000, 40_000, 30_000, 0] {
            let mut sleeper = until(end - micros(earlier));
            sleeper.poll();
            kit::let_threads_rest();
            all.push(sleeper);
        }
        if !all.iter_mut().any(Sleeper::poll) {
            break;
        }
    }
    // Who is woken too early, and Pending, must be woken again.
    let times = [20_000, 80_000, 40_000].map(micros);
    let mut others = times.map(within);
    others.iter_mut().for_each(|other| _ = other.poll());
    others.iter_mut().for_each(Sleeper::run);
}

#[test]
fn nobody_is_woken_before_the_time_again_and_again() {
    let mut sleeper = within(LONG);
    if sleeper.poll() || !sleeper.hears_within(LONG / 5) {
        return;
    }
    while !sleeper.poll() {
        kit::suspect("busy-loop");
        // A wake too early is allowed, a habit of it is not.
        let n = sleeper.polls();
        assert!(n < 5, "{CALL}: {n} polls were in vain, each after a wake");
        sleeper.wait();
    }
}

#[test]
fn two_may_wait_for_the_same_moment() {
    // Later, if a machine under load makes none of them wait.
    for time in [5_000, 40_000, 300_000] {
        let end = Instant::now() + micros(time);
        let mut twins = [(); 3].map(|()| until(end));
        let n_asleep =
            twins.iter_mut().filter_map(|s| (!s.poll()).then_some(()));
        if n_asleep.count() < twins.len() {
            continue;
        }
        for twin in &mut twins {
            kit::suspect("overwritten-state");
            twin.hear();
            twin.run();
        }
        return;
    }
}
