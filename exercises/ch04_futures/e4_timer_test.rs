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
    collections::HashMap,
    pin::Pin,
    sync::{
        Arc, Mutex,
        mpsc::{self, Receiver, Sender},
    },
    task::{Context, Wake, Waker},
    thread,
    time::{Duration, Instant},
};

use e4_timer::sleep_until;
use kit::{Strict, Stuck};

const CALL: &str = "sleep_until";

/// Longer than a poll takes on any machine, and a learner can wait for it.
const LONG: Duration = Duration::from_millis(500);

fn micros(micros: u64) -> Duration {
    Duration::from_micros(micros)
}

/// A future and the wakers of its polls, each of which tells its number.
struct Sleeper {
    deadline: Instant,
    future: Pin<Box<dyn Future<Output = ()>>>,
    is_ready: bool,
    n_polls: usize,
    rings: (Sender<usize>, Receiver<usize>),
}

struct Alarm {
    number: usize,
    ring: Sender<usize>,
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        // Nobody hears it once the check has ended.
        let _ = self.ring.send(self.number);
    }
}

impl Sleeper {
    fn within(time: Duration) -> Self {
        Self::until(Instant::now() + time)
    }

    fn until(deadline: Instant) -> Self {
        let future = Box::pin(sleep_until(deadline));
        let rings = mpsc::channel();
        Self { deadline, future, is_ready: false, n_polls: 0, rings }
    }

    /// One for which `polls` were all Pending: they say whether one was not.
    // On a machine that is busy the time may come before the poll does: once
    // more then, with a longer time.
    fn asleep(mut polls: impl FnMut(&mut Self) -> bool) -> Self {
        for time in [5_000, 40_000, 300_000] {
            let mut sleeper = Self::within(micros(time));
            if !polls(&mut sleeper) {
                return sleeper;
            }
        }
        kit::suspect("blocked-loop");
        panic!("{CALL}: each time a poll took longer than the timer");
    }

    // Wherever a check polls, the time may have come on a machine that is
    // busy: a future that was Ready is not polled again.
    #[track_caller]
    fn poll_by(&mut self, waker: &Waker) -> bool {
        if self.is_ready {
            return true;
        }
        let mut cx = Context::from_waker(waker);
        self.is_ready = self.future.as_mut().poll(&mut cx).is_ready();
        let left = self.deadline.saturating_duration_since(Instant::now());
        if self.is_ready && !left.is_zero() {
            kit::suspect("early-timer");
            panic!("{CALL}: Ready {left:?} before the deadline");
        }
        self.is_ready
    }

    /// Polls with a waker of its own; whether it is Ready.
    #[track_caller]
    fn poll(&mut self) -> bool {
        self.n_polls += 1;
        let (number, ring) = (self.n_polls, self.rings.0.clone());
        self.poll_by(&Waker::from(Arc::new(Alarm { number, ring })))
    }

    /// Sleeps until the latest waker is called: nothing else ends this.
    fn wait(&self) {
        kit::suspect("lost-wakeup");
        while self.rings.1.recv().expect("it holds a sender") < self.n_polls {
            kit::suspect("stale-waker");
        }
        kit::clear();
    }

    #[track_caller]
    fn run(&mut self) {
        while !self.poll() {
            self.wait();
        }
    }
}

#[test]
fn a_poll_returns_at_once() {
    kit::suspect("blocked-loop");
    // Twice: a machine may stand still for so long, but not two times.
    for _ in 0..2 {
        let mut sleeper = Sleeper::within(LONG);
        sleeper.poll();
        if Instant::now() < sleeper.deadline {
            return;
        }
    }
    let how = format!("{CALL}: the poll took {LONG:?}, the whole time");
    kit::blocked(&how);
    panic!("{how}");
}

#[test]
fn it_is_asleep_before_the_deadline() {
    let Sleeper { deadline, future, .. } = Sleeper::within(LONG);
    kit::suspect("blocked-loop");
    let run = Strict::new().run(future);
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
    let mut sleeper = Sleeper::within(LONG);
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

#[test]
fn whoever_is_woken_may_poll_inside_of_wake() {
    let (rings, ring) = mpsc::channel();
    let (done, polled) = mpsc::channel();
    let waker = Arc::new(Guest { rings, polled: Mutex::new(polled) }).into();
    let mut sleeper = Sleeper::asleep(|s| s.poll_by(&waker));
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
        Sleeper::within(micros(73 * round)).run();
    }
}

#[test]
fn a_moment_that_has_passed_takes_one_poll() {
    let mut sleeper = Sleeper::within(Duration::ZERO);
    kit::suspect("needless-yield");
    assert!(sleeper.poll(), "{CALL}: the time had come before the first poll");
}

#[test]
fn the_latest_waker_is_called() {
    let mut sleeper = Sleeper::asleep(|s| s.poll() || s.poll());
    sleeper.wait();
    sleeper.run();
}

#[test]
fn a_long_timer_holds_up_no_short_one() {
    // Three times: on a machine under load the short one may be late.
    for n in [1, 1, 2] {
        let mut long = Sleeper::within(n * LONG);
        long.poll();
        let mut short = Sleeper::asleep(Sleeper::poll);
        short.wait();
        short.run();
        if Instant::now() < long.deadline {
            return;
        }
    }
    kit::suspect("blocked-loop");
    panic!("{CALL}: a short timer waited for a long one");
}

#[test]
fn many_may_sleep_at_once() {
    let times = (0..20).map(|n| micros(1_000 + 7_777 * n % 5_000));
    let mut all: Vec<_> = times.map(Sleeper::within).collect();
    all.iter_mut().for_each(|sleeper| _ = sleeper.poll());
    all.iter_mut().for_each(Sleeper::run);
}

/// Whether all threads that a timer of this length has begun come to rest
/// before it is over.
// No time that passes decides: a thread that turns in circles runs or waits
// for a processor whenever it is looked at, and runs on.
fn comes_to_rest(time: Duration) -> bool {
    let earlier = kit::threads();
    let mut sleeper = Sleeper::within(time);
    sleeper.poll();
    if Instant::now() >= sleeper.deadline {
        // The poll itself waited: other checks tell of that.
        return true;
    }
    kit::suspect("busy-loop");
    let (mut n_still, mut slept_at) = (0, HashMap::new());
    while n_still < 30 && Instant::now() < sleeper.deadline {
        thread::park_timeout(micros(1_000));
        n_still += 1;
        for kit::Thread { number, state, ran } in kit::threads() {
            if earlier.iter().any(|thread| thread.number == number) {
                continue;
            }
            let before = slept_at.entry(number).or_insert(Duration::ZERO);
            if state != Some('R') {
                *before = ran;
                continue;
            }
            n_still = 0;
            let ran = ran.saturating_sub(*before);
            let why = "its thread has run on end";
            assert!(ran.as_millis() < 5, "{CALL}: {why} for {ran:?}");
        }
    }
    n_still == 30
}

#[test]
fn nobody_runs_while_it_sleeps() {
    // On a machine under load a thread may wait long for a processor, whether
    // it wants to go to sleep or not: one that rests does so sooner or later.
    let is_asleep = [2, 2, 4].iter().any(|&n| comes_to_rest(n * LONG));
    assert!(is_asleep, "{CALL}: its thread never sleeps");
}

#[test]
fn a_new_timer_brings_no_other_one_nearer() {
    // Three times: on a machine under load the time may come before they rest.
    for n in [1, 1, 2] {
        let end = Instant::now() + n * LONG;
        let mut all = Vec::new();
        // Each time all wait for what comes first; what comes is news only.
        for earlier in [20_000, 40_000, 30_000, 0] {
            let mut sleeper = Sleeper::until(end - micros(earlier));
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
    let mut others = times.map(Sleeper::within);
    others.iter_mut().for_each(|other| _ = other.poll());
    others.iter_mut().for_each(Sleeper::run);
}
