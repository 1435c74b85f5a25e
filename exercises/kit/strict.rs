//! A strict runner: it polls one future only when woken, with a new waker
//! each time, and tells why a future that stands still can't go on.

use std::{
    collections::VecDeque,
    fmt::{self, Display},
    panic::Location,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
    task::{Context, Poll, Wake, Waker},
    thread::{self, ThreadId},
};

use crate::{recorded, stall, suspect};

/// Polls in a row that a future may ask for by itself; more is a busy loop.
const LIMIT: usize = 1_000;

/// Runs one future as strictly as the trait allows.
///
/// Each poll brings a waker of its own, and only that one counts. Without a
/// wake there is no poll. What the outside world does, it does while the
/// future sleeps: one event at a time, in the order given.
///
/// # Examples
/// ```
/// use kit::{Probe, Strict, Stuck};
///
/// let letter = Probe::waiting('a');
/// let post = letter.handle();
/// let run = Strict::new().event(|| post.open()).run(letter);
/// assert_eq!((run.outcome, run.polls), (Ok('a'), 2));
///
/// let run = Strict::new().run(std::future::pending::<()>());
/// assert_eq!(run.outcome, Err(Stuck::NoWaker));
/// ```
#[derive(Default)]
pub struct Strict<'a> {
    events: VecDeque<Box<dyn FnOnce() + 'a>>,
    world: recorded::Lane,
}

/// What a strict run came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run<T> {
    /// What the future gave, or why it can't go on.
    pub outcome: Result<T, Stuck>,
    /// How often it was polled.
    pub polls: usize,
    /// Wakes that came from another thread than the runner's.
    pub foreign_wakes: usize,
    /// Events that had not happened when the run ended.
    pub events_left: usize,
    /// What it still waited for at its latest poll, where that has a name:
    /// see [`waiting_for`](crate::waiting_for).
    pub waits: Vec<&'static str>,
}

/// Why a future that is Pending can't go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stuck {
    /// Nobody holds a waker of it.
    NoWaker,
    /// It keeps its waker itself, and no event called it.
    NeverWoken,
    /// Somebody else holds its waker, and no event called it.
    HeldOutside,
    /// The waker of an earlier poll was kept or called, the latest was not.
    StaleWaker,
    /// It was woken during each poll, a thousand times in a row.
    BusyLoop,
}

impl<'a> Strict<'a> {
    /// A runner in whose world nothing happens yet.
    ///
    /// # Examples
    /// ```
    /// let run = kit::Strict::new().run(async { 7 });
    /// assert_eq!((run.outcome, run.polls), (Ok(7), 1));
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what happens next in the outside world while the future sleeps.
    ///
    /// # Examples
    /// ```
    /// let probe = kit::Probe::waiting(7);
    /// let handle = probe.handle();
    /// let run = kit::Strict::new()
    ///     .event(|| assert_eq!(handle.polls(), 1, "it sleeps"))
    ///     .event(|| handle.open())
    ///     .run(probe);
    /// assert_eq!(run.outcome, Ok(7));
    /// ```
    #[must_use]
    pub fn event(mut self, event: impl FnOnce() + 'a) -> Self {
        self.events.push_back(Box::new(event));
        self
    }

    /// Runs `future` until it is Ready or can't go on.
    ///
    /// It ends: after the last event, or after a thousand polls in a row
    /// that the future woke itself.
    ///
    /// # Examples
    /// ```
    /// use std::{future::poll_fn, task::Poll};
    ///
    /// let greedy = poll_fn(|cx| {
    ///     cx.waker().wake_by_ref();
    ///     Poll::<()>::Pending
    /// });
    /// let run = kit::Strict::new().run(greedy);
    /// assert_eq!(run.outcome, Err(kit::Stuck::BusyLoop));
    /// ```
    pub fn run<T>(mut self, future: impl Future<Output = T>) -> Run<T> {
        recorded::begin();
        let lane = recorded::Lane::new("your future");
        let bell = Arc::new(Bell { lane, ..Bell::default() });
        let mut future = Some(Box::pin(future));
        let mut awake_for = 0;
        let outcome = loop {
            let alarm = Alarm::next(&bell);
            awake_for += 1;
            let polled = future.as_mut().expect("it isn't stuck yet");
            stall::begin();
            match alarm.poll(polled.as_mut()) {
                Poll::Ready(value) => break Ok(value),
                Poll::Pending if awake_for == LIMIT => {
                    break Err(Stuck::BusyLoop);
                }
                Poll::Pending if alarm.has_rung() => continue,
                Poll::Pending => awake_for = 0,
            }
            if let Err(stuck) = self.sleep(&alarm) {
                future = None;
                break Err(stuck.seen_from_outside(&alarm));
            }
        };
        drop(future);
        lane.drop_it();
        let waits = if outcome.is_ok() { Vec::new() } else { stall::pending() };
        Run {
            outcome,
            waits,
            polls: bell.polls.load(SeqCst),
            foreign_wakes: bell.foreign.load(SeqCst),
            events_left: self.events.len(),
        }
    }

    /// Lets events happen until the latest waker is called.
    fn sleep(&mut self, alarm: &Arc<Alarm>) -> Result<(), Stuck> {
        loop {
            // In this order: a waker that is no longer held has been called
            // already, if it ever is.
            let holders = alarm.holders();
            if alarm.has_rung() {
                return Ok(());
            }
            if alarm.bell.stale.load(SeqCst) > 0 {
                return Err(Stuck::StaleWaker);
            }
            if holders == Holders::Nobody {
                return Err(Stuck::NoWaker);
            }
            match self.events.pop_front() {
                Some(event) => {
                    self.world = self.world.or_new("the world outside");
                    self.world.enter("event", Location::caller());
                    event();
                    self.world.leave(false);
                }
                None if holders == Holders::OfEarlier => {
                    return Err(Stuck::StaleWaker);
                }
                None => return Err(Stuck::NeverWoken),
            }
        }
    }
}

impl<T> Run<T> {
    /// What the future gave.
    ///
    /// # Panics
    /// When it can't go on, and then suspects what that points to: the
    /// message names `call`, which made the future, and tells why.
    ///
    /// # Examples
    /// ```
    /// let seven = async { 7 };
    /// assert_eq!(kit::Strict::new().run(seven).ready("seven"), 7);
    /// ```
    #[track_caller]
    pub fn ready(self, call: &str) -> T {
        match self.outcome {
            Ok(value) => value,
            Err(stuck) => {
                suspect(stuck.misconception());
                let waits = match &self.waits[..] {
                    [] => String::new(),
                    some => format!("; it waits for {}", stall::told(some)),
                };
                panic!("{call}: poll {}: {stuck}{waits}", self.polls);
            }
        }
    }
}

impl Stuck {
    /// What it points to, unless a check knows better.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(kit::Stuck::NoWaker.misconception(), "lost-wakeup");
    /// ```
    pub fn misconception(self) -> &'static str {
        match self {
            Self::NoWaker | Self::NeverWoken | Self::HeldOutside => {
                "lost-wakeup"
            }
            Self::StaleWaker => "stale-waker",
            Self::BusyLoop => "busy-loop",
        }
    }

    /// Whose hands the waker is in, now that the future is dropped.
    fn seen_from_outside(self, alarm: &Arc<Alarm>) -> Self {
        let held = alarm.holders() == Holders::OfLatest || alarm.has_rung();
        match self {
            Self::NeverWoken if held => Self::HeldOutside,
            other => other,
        }
    }
}

impl Display for Stuck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoWaker => {
                "it is Pending and nobody holds its waker, so nobody can \
                 ever wake it: before Pending, hand `cx` to a child that \
                 waits, keep a clone of `cx.waker()`, or wake it"
            }
            Self::NeverWoken => {
                "it is Pending and keeps its waker to itself: nobody calls it"
            }
            Self::HeldOutside => {
                "it is Pending, and whoever holds its waker has not called it"
            }
            Self::StaleWaker => {
                "it is Pending, and only the waker of an earlier poll is \
                 kept or called: each poll brings its own, the latest counts"
            }
            Self::BusyLoop => {
                "it woke itself in each of 1000 polls in a row: it asks \
                 without end where it should sleep until it is woken"
            }
        })
    }
}

/// What the alarms of one run share.
#[derive(Default)]
struct Bell {
    /// The number of the latest poll, from 1.
    polls: AtomicUsize,
    /// Calls of earlier wakers since the latest poll began.
    stale: AtomicUsize,
    /// Calls from other threads.
    foreign: AtomicUsize,
    lane: recorded::Lane,
}

/// What one poll's waker rings.
struct Alarm {
    bell: Arc<Bell>,
    poll: usize,
    rung: AtomicBool,
    runner: ThreadId,
}

/// Who holds wakers.
#[derive(PartialEq)]
enum Holders {
    Nobody,
    OfEarlier,
    OfLatest,
}

impl Alarm {
    fn next(bell: &Arc<Bell>) -> Arc<Self> {
        let poll = bell.polls.fetch_add(1, SeqCst) + 1;
        bell.stale.store(0, SeqCst);
        Arc::new(Self {
            bell: bell.clone(),
            poll,
            rung: AtomicBool::new(false),
            runner: thread::current().id(),
        })
    }

    fn poll<F: Future>(
        self: &Arc<Self>,
        future: std::pin::Pin<&mut F>,
    ) -> Poll<F::Output> {
        let waker = Waker::from(self.clone());
        let lane = self.bell.lane;
        lane.enter("poll", Location::caller());
        let polled = future.poll(&mut Context::from_waker(&waker));
        lane.leave(polled.is_ready());
        polled
    }

    fn has_rung(&self) -> bool {
        self.rung.load(SeqCst)
    }

    fn holders(self: &Arc<Self>) -> Holders {
        // The runner holds one of this alarm and one of the bell; each alarm
        // that lives holds one of the bell.
        if Arc::strong_count(self) > 1 {
            Holders::OfLatest
        } else if Arc::strong_count(&self.bell) > 2 {
            Holders::OfEarlier
        } else {
            Holders::Nobody
        }
    }
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let is_runners = thread::current().id() == self.runner;
        if !is_runners {
            self.bell.foreign.fetch_add(1, SeqCst);
        }
        if self.poll == self.bell.polls.load(SeqCst) {
            self.rung.store(true, SeqCst);
            if is_runners {
                self.bell.lane.wake();
            }
        } else {
            self.bell.stale.fetch_add(1, SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        cell::RefCell,
        future::{pending, poll_fn, ready},
        rc::Rc,
    };

    use super::*;
    use crate::{Probe, values::panic_of};

    fn outcome<T>(future: impl Future<Output = T>) -> Result<T, Stuck> {
        Strict::new().run(future).outcome
    }

    /// Pending with a wake before it, `n` times.
    fn pauses(mut n: usize) -> impl Future<Output = ()> {
        poll_fn(move |cx| {
            if n == 0 {
                return Poll::Ready(());
            }
            n -= 1;
            cx.waker().wake_by_ref();
            Poll::Pending
        })
    }

    #[test]
    fn a_future_that_is_ready_takes_one_poll() {
        let run = Strict::new().event(|| ()).run(ready(7));
        assert_eq!((run.outcome, run.polls), (Ok(7), 1));
        assert_eq!((run.foreign_wakes, run.events_left), (0, 1));
    }

    #[test]
    fn pending_without_a_waker_is_told_before_any_event() {
        let run = Strict::new().event(|| ()).run(pending::<()>());
        assert_eq!(run.outcome, Err(Stuck::NoWaker));
        assert_eq!((run.polls, run.events_left), (1, 1));
    }

    #[test]
    fn a_waker_that_is_kept_and_called_brings_the_next_poll() {
        let probe = Probe::waiting(7);
        let handle = probe.handle();
        let run = Strict::new().event(|| handle.open()).run(probe);
        assert_eq!((run.outcome, run.polls), (Ok(7), 2));
    }

    #[test]
    fn a_waker_kept_inside_and_never_called_is_told() {
        let mut kept = Vec::new();
        let future = poll_fn(move |cx| {
            kept.push(cx.waker().clone());
            Poll::<()>::Pending
        });
        assert_eq!(outcome(future), Err(Stuck::NeverWoken));
    }

    #[test]
    fn a_waker_held_outside_and_not_called_is_told() {
        let kept = RefCell::new(None);
        let future = poll_fn(|cx| {
            *kept.borrow_mut() = Some(cx.waker().clone());
            Poll::<()>::Pending
        });
        assert_eq!(outcome(future), Err(Stuck::HeldOutside));
    }

    #[test]
    fn it_bears_a_future_that_pauses_often() {
        let run = Strict::new().run(pauses(LIMIT - 1));
        assert_eq!((run.outcome, run.polls), (Ok(()), LIMIT));
    }

    #[test]
    fn a_future_that_wakes_itself_without_end_is_told() {
        let run = Strict::new().event(|| ()).run(pauses(LIMIT));
        assert_eq!(run.outcome, Err(Stuck::BusyLoop));
        assert_eq!(run.events_left, 1, "it never slept");
    }

    #[test]
    fn polls_with_sleep_between_them_are_no_busy_loop() {
        let first = Probe::waiting(());
        let handle = first.handle();
        let future = async {
            pauses(LIMIT - 2).await;
            first.await;
            pauses(LIMIT - 2).await;
        };
        let run = Strict::new().event(|| handle.open()).run(future);
        assert_eq!((run.outcome, run.polls), (Ok(()), 2 * LIMIT - 2));
    }

    /// Sleeps until its second event; keeps each waker or only the first.
    fn stale(keeps_first: bool) -> Run<()> {
        let kept = Rc::new(RefCell::new(None::<Waker>));
        let keeper = kept.clone();
        let mut polls = 0;
        let future = poll_fn(move |cx| {
            polls += 1;
            if polls == 3 {
                return Poll::Ready(());
            }
            let mut kept = keeper.borrow_mut();
            if !keeps_first || kept.is_none() {
                *kept = Some(cx.waker().clone());
            }
            Poll::Pending
        });
        let call = || kept.borrow().as_ref().unwrap().wake_by_ref();
        Strict::new().event(call).event(call).run(future)
    }

    #[test]
    fn the_first_waker_called_twice_is_stale() {
        let run = stale(true);
        assert_eq!(run.outcome, Err(Stuck::StaleWaker));
        assert_eq!(run.polls, 2);
    }

    #[test]
    fn the_latest_waker_called_is_not_stale() {
        assert_eq!(stale(false).outcome, Ok(()));
    }

    #[test]
    fn an_old_waker_kept_alone_is_stale_though_nobody_calls_it() {
        let mut kept = None::<Waker>;
        let future = poll_fn(move |cx| {
            if kept.is_none() {
                kept = Some(cx.waker().clone());
                cx.waker().wake_by_ref();
            }
            Poll::<()>::Pending
        });
        assert_eq!(outcome(future), Err(Stuck::StaleWaker));
    }

    #[test]
    fn an_old_waker_called_beside_the_latest_does_no_harm() {
        let mut kept = Vec::new();
        let future = poll_fn(move |cx| {
            kept.push(cx.waker().clone());
            kept.iter().for_each(Waker::wake_by_ref);
            if kept.len() == 3 { Poll::Ready(()) } else { Poll::Pending }
        });
        assert_eq!(outcome(future), Ok(()));
    }

    #[test]
    fn a_wake_from_another_thread_is_counted() {
        let mut polls = 0;
        let future = poll_fn(|cx| {
            polls += 1;
            if polls == 2 {
                return Poll::Ready(());
            }
            let waker = cx.waker().clone();
            thread::spawn(move || waker.wake()).join().unwrap();
            Poll::Pending
        });
        let run = Strict::new().run(future);
        assert_eq!((run.outcome, run.foreign_wakes), (Ok(()), 1));
    }

    #[test]
    fn what_a_future_gave_is_handed_on() {
        assert_eq!(Strict::new().run(ready(7)).ready("f()"), 7);
    }

    #[test]
    fn a_stuck_future_is_told_with_the_reason() {
        let run = Strict::new().run(pending::<()>());
        let message = panic_of(|| run.ready("f()"));
        let start = "f(): poll 1: it is Pending and nobody holds its waker";
        assert!(message.starts_with(start), "{message}");
    }
}
