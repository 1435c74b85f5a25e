//! Wakes: how often they come, and what happens when one polls at once.

use std::{
    cell::RefCell,
    collections::{HashMap, VecDeque},
    fmt::{self, Display},
    pin::Pin,
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::SeqCst},
    },
    task::{Context, Poll, Wake, Waker},
};

use crate::{clear, suspect};

mod counted;
mod patience;
#[cfg(test)]
mod tests;

pub use counted::{Counted, WakeCount, count_wakes};

/// Polls that a future may ask for while it is polled; more is a busy loop.
const LIMIT: usize = 1_000;

/// Runs one future with a waker that polls it inside `wake()`: no runner
/// that the rules allow is harsher on the order of steps in a send.
///
/// Run [`Strict`](crate::Strict) first, which names what is wrong without
/// it. A wake that comes while the future is polled, or from another thread,
/// is kept for the next poll, as the rules demand; an event that wakes from
/// another thread joins it.
///
/// During the poll inside `wake()` it suspects `wake-under-lock`: whoever
/// wakes while it holds a lock that the future takes in `poll` hangs there
/// or panics. A judge sees the hang at once; without one, the process ends
/// after 5 s with a word on it. `Shared` of futures is found as well: it is
/// right under any other runner, so don't use this one where answers may be
/// built on it.
///
/// # Examples
/// ```
/// let letter = kit::Probe::waiting('a');
/// let post = letter.handle();
/// let run = kit::Inline::new().event(move || post.open()).run(letter);
/// assert_eq!((run.outcome, run.polls_in_wake), (Ok('a'), 1));
/// ```
#[derive(Default)]
pub struct Inline<'a> {
    events: VecDeque<Box<dyn FnOnce() + 'a>>,
}

/// What an inline run came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InlineRun<T> {
    /// What the future gave, or why it can't go on.
    pub outcome: Result<T, Unwoken>,
    /// How often it was polled.
    pub polls: usize,
    /// How many of the polls ran inside a `wake()`.
    pub polls_in_wake: usize,
}

/// Why a future that is Pending under [`Inline`] can't go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwoken {
    /// It was woken when it could not go on yet; what it waits for has come
    /// since, and nobody woke it again.
    WakeBeforeValue,
    /// What it waits for has come, and nobody woke it at all.
    NoWake,
    /// What it waits for has not come.
    NothingCame,
    /// It was woken during each poll, a thousand times in a row.
    BusyLoop,
}

impl<'a> Inline<'a> {
    /// A runner in whose world nothing happens yet.
    ///
    /// # Examples
    /// ```
    /// let run = kit::Inline::new().run(async { 7 });
    /// assert_eq!((run.outcome, run.polls), (Ok(7), 1));
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what happens next in the outside world while the future sleeps.
    ///
    /// # Examples
    /// ```
    /// let never = std::future::pending::<()>();
    /// let run = kit::Inline::new().event(|| println!("noon")).run(never);
    /// assert_eq!(run.outcome, Err(kit::Unwoken::NothingCame));
    /// ```
    #[must_use]
    pub fn event(mut self, event: impl FnOnce() + 'a) -> Self {
        self.events.push_back(Box::new(event));
        self
    }

    /// Runs `future` until it is Ready or nothing happens any more.
    ///
    /// # Examples
    /// ```
    /// let paused = kit::Probe::pausing(2, 7);
    /// let run = kit::Inline::new().run(paused);
    /// assert_eq!((run.polls, run.polls_in_wake), (3, 0));
    /// ```
    pub fn run<T: 'static>(
        mut self,
        future: impl Future<Output = T> + 'static,
    ) -> InlineRun<T> {
        let output = Rc::new(RefCell::new(None));
        let slot = output.clone();
        let shared = Shared::new(Box::pin(async move {
            let value = future.await;
            *slot.borrow_mut() = Some(value);
        }));
        let mut stuck = shared.poll_while_woken().err();
        let mut woke_last = false;
        while stuck.is_none() && output.borrow().is_none() {
            let Some(event) = self.events.pop_front() else { break };
            let before = shared.polls_in_wake.load(SeqCst);
            event();
            woke_last = shared.polls_in_wake.load(SeqCst) > before;
            stuck = shared.poll_while_woken().err();
        }
        let polls = shared.polls.load(SeqCst);
        let polls_in_wake = shared.polls_in_wake.load(SeqCst);
        if output.borrow().is_none() && stuck.is_none() {
            // Nobody asked for this poll: it shows whether the value is there.
            shared.poll();
            stuck = Some(match output.borrow().is_some() {
                false => Unwoken::NothingCame,
                true if woke_last => Unwoken::WakeBeforeValue,
                true => Unwoken::NoWake,
            });
        }
        shared.forget();
        let value = output.take();
        let outcome = match stuck {
            Some(stuck) => Err(stuck),
            None => Ok(value.expect("the loop ends with it or stuck")),
        };
        InlineRun { outcome, polls, polls_in_wake }
    }
}

impl<T> InlineRun<T> {
    /// What the future gave.
    ///
    /// # Panics
    /// When it can't go on, and then suspects what that points to.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(kit::Inline::new().run(async { 7 }).ready("seven"), 7);
    /// ```
    #[track_caller]
    pub fn ready(self, call: &str) -> T {
        match self.outcome {
            Ok(value) => value,
            Err(stuck) => {
                suspect(stuck.misconception());
                panic!("{call}: poll {}: {stuck}", self.polls);
            }
        }
    }
}

impl Unwoken {
    /// What it points to, unless a check knows better.
    ///
    /// # Examples
    /// ```
    /// let fault = kit::Unwoken::WakeBeforeValue;
    /// assert_eq!(fault.misconception(), "wake-before-value");
    /// ```
    pub fn misconception(self) -> &'static str {
        match self {
            Self::WakeBeforeValue => "wake-before-value",
            Self::NoWake | Self::NothingCame => "lost-wakeup",
            Self::BusyLoop => "busy-loop",
        }
    }
}

impl Display for Unwoken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::WakeBeforeValue => {
                "it was woken before what it waits for was there, found \
                 nothing and was never woken again: store first, then wake"
            }
            Self::NoWake => "what it waits for is there, and nobody woke it",
            Self::NothingCame => {
                "it is Pending, and what it waits for never comes"
            }
            Self::BusyLoop => {
                "it woke itself in each of 1000 polls in a row: it asks \
                 without end where it should sleep until it is woken"
            }
        })
    }
}

type Task = Pin<Box<dyn Future<Output = ()>>>;

thread_local! {
    /// The futures of this thread's inline runs that are not being polled:
    /// a waker must be `Send`, and a future need not be.
    static ASLEEP: RefCell<HashMap<u64, Task>> = RefCell::default();
}

/// What a run and its waker share.
#[derive(Default)]
struct Shared {
    run: u64,
    is_woken: AtomicBool,
    is_done: AtomicBool,
    polls: AtomicUsize,
    polls_in_wake: AtomicUsize,
}

impl Shared {
    fn new(task: Task) -> Arc<Self> {
        static RUNS: AtomicU64 = AtomicU64::new(0);
        let run = RUNS.fetch_add(1, SeqCst);
        ASLEEP.with_borrow_mut(|asleep| asleep.insert(run, task));
        // The first poll is due without a wake.
        let is_woken = AtomicBool::new(true);
        Arc::new(Self { run, is_woken, ..Self::default() })
    }

    /// Takes the future to poll it, if it is on this thread and asleep.
    // Taken out, not borrowed: what is polled may wake others.
    fn take(&self) -> Option<Task> {
        ASLEEP.with_borrow_mut(|asleep| asleep.remove(&self.run))
    }

    fn poll(self: &Arc<Self>) {
        if let Some(task) = self.take() {
            self.poll_taken(task);
        }
    }

    fn poll_taken(self: &Arc<Self>, mut task: Task) {
        self.is_woken.store(false, SeqCst);
        self.polls.fetch_add(1, SeqCst);
        let waker = Waker::from(self.clone());
        match task.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(()) => self.is_done.store(true, SeqCst),
            Poll::Pending => {
                ASLEEP.with_borrow_mut(|asleep| asleep.insert(self.run, task));
            }
        }
    }

    fn poll_while_woken(self: &Arc<Self>) -> Result<(), Unwoken> {
        let mut n_polls = 0;
        while self.is_woken.load(SeqCst) && !self.is_done.load(SeqCst) {
            if n_polls == LIMIT {
                return Err(Unwoken::BusyLoop);
            }
            n_polls += 1;
            self.poll();
        }
        Ok(())
    }

    fn forget(&self) {
        // Dropped here, where a drop may wake.
        drop(self.take());
    }
}

impl Wake for Shared {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.is_woken.store(true, SeqCst);
        if let Some(task) = self.take() {
            suspect("wake-under-lock");
            self.polls_in_wake.fetch_add(1, SeqCst);
            patience::polled(|| self.poll_taken(task));
            clear();
        }
    }
}
