//! Interleavings: small sets of tasks, run in every order they could take.

use std::{
    any::Any,
    fmt::{self, Display},
    panic::{self, AssertUnwindSafe},
    pin::Pin,
    task::{Context, Poll},
};

use crate::{recorded, stall, suspect};

mod run;
mod schedule;

pub use run::Tasks;
use run::{Ended, Player};
use schedule::Path;

/// Gives the other tasks a turn: Pending once, with a wake before it.
///
/// Between two of them, and only there, another task can run.
///
/// # Examples
/// ```
/// let run = kit::Strict::new().run(kit::step());
/// assert_eq!((run.outcome, run.polls), (Ok(()), 2));
/// ```
pub fn step() -> Turn {
    Turn { is_over: false }
}

/// One turn given away; [`step`] makes it.
// A type of its own, and no `poll_fn`: it is half of what a step costs.
#[derive(Debug)]
pub struct Turn {
    is_over: bool,
}

impl Future for Turn {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.is_over {
            return Poll::Ready(());
        }
        self.is_over = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Runs a set of tasks under every order of those that are ready.
///
/// Each order starts from the closure, which adds new tasks over new state:
/// it must do the same each time. A step is one poll; a task is polled when
/// it was woken, one task at a time. Depth first, up to a number of
/// schedules; where that doesn't reach, random ones follow, the same ones
/// in each run.
///
/// # Examples
/// ```
/// use std::{cell::Cell, rc::Rc};
///
/// let lost = kit::Interleave::new(|tasks| {
///     let sum = Rc::new(Cell::new(0));
///     for name in ["a", "b"] {
///         let sum = sum.clone();
///         tasks.add(name, async move {
///             let old = sum.get();
///             kit::step().await;
///             sum.set(old + 1);
///         });
///     }
///     tasks.check(move || assert_eq!(sum.get(), 2, "an update is lost"));
/// });
/// # let hook = std::panic::take_hook();
/// # std::panic::set_hook(Box::new(|_| ()));
/// let failure = lost.explore().unwrap_err();
/// # std::panic::set_hook(hook);
/// assert_eq!(failure.schedule, "a b a b");
/// ```
pub struct Interleave<'a> {
    make: Box<dyn Fn(&mut Tasks) + 'a>,
    n_schedules: usize,
    n_random: usize,
    n_steps: usize,
}

/// What was explored without a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explored {
    /// Schedules run, all of them different unless some were random.
    pub schedules: usize,
    /// Steps of all schedules together.
    pub steps: usize,
    /// Whether there is no other schedule.
    pub is_complete: bool,
}

/// A schedule under which the tasks fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The names of who ran, step by step: see [`Interleave::replay`].
    pub schedule: String,
    /// What went wrong.
    pub fault: Fault,
    /// The steps as text: one lane a task, time from left to right.
    pub timeline: String,
}

/// What goes wrong under a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Nobody is ready and these are not done: each with what it waits for.
    Deadlock(Vec<(&'static str, Vec<&'static str>)>),
    /// The tasks take more steps than they may.
    Runaway(usize),
    /// A task or the check panicked with this message.
    Panicked(String),
    /// The tasks behave otherwise than before under the same steps, or the
    /// schedule that is replayed is not theirs.
    Diverged,
}

impl<'a> Interleave<'a> {
    /// Schedules tried depth first, unless told otherwise.
    pub const SCHEDULES: usize = 50_000;

    /// Explores the tasks that `make` adds.
    ///
    /// # Examples
    /// ```
    /// let alone = kit::Interleave::new(|tasks| tasks.add("a", kit::step()));
    /// assert_eq!(alone.explore().unwrap().schedules, 1);
    /// ```
    pub fn new(make: impl Fn(&mut Tasks) + 'a) -> Self {
        Self {
            make: Box::new(make),
            n_schedules: Self::SCHEDULES,
            n_random: 2_000,
            n_steps: 1_000,
        }
    }

    /// Bounds the search: this many schedules depth first, then this many
    /// at random.
    ///
    /// # Examples
    /// ```
    /// let pair = kit::Interleave::new(|tasks| {
    ///     tasks.add("a", kit::step());
    ///     tasks.add("b", kit::step());
    /// });
    /// let explored = pair.at_most(3, 10).explore().unwrap();
    /// assert_eq!((explored.schedules, explored.is_complete), (13, false));
    /// ```
    #[must_use]
    pub fn at_most(mut self, depth_first: usize, random: usize) -> Self {
        (self.n_schedules, self.n_random) = (depth_first, random);
        self
    }

    /// Runs all orders until one fails.
    ///
    /// # Errors
    /// The first failure.
    ///
    /// # Examples
    /// ```
    /// let pair = kit::Interleave::new(|tasks| {
    ///     tasks.add("a", kit::step());
    ///     tasks.add("b", kit::step());
    /// });
    /// assert_eq!(pair.explore().unwrap().schedules, 6);
    /// ```
    pub fn explore(&self) -> Result<Explored, Failure> {
        let mut player = Player::new(self.n_steps);
        let mut explored =
            Explored { schedules: 0, steps: 0, is_complete: true };
        let mut path = Path::default();
        loop {
            self.play(&mut player, &mut path, &mut explored)?;
            if !path.advance() {
                return Ok(explored);
            }
            if explored.schedules >= self.n_schedules {
                break;
            }
        }
        explored.is_complete = false;
        for seed in 1..=self.n_random {
            path.roll(seed);
            self.play(&mut player, &mut path, &mut explored)?;
        }
        Ok(explored)
    }

    /// Runs one schedule, as a failure tells it; then, where it goes on, the
    /// first who is ready.
    ///
    /// # Errors
    /// The failure, if it fails.
    ///
    /// # Examples
    /// ```
    /// let waits = kit::Interleave::new(|tasks| {
    ///     let never = std::future::pending();
    ///     tasks.add("a", kit::waiting_for("a letter", never));
    /// });
    /// let failure = waits.replay("a").unwrap_err();
    /// assert!(failure.to_string().contains("a waits for a letter"));
    /// ```
    pub fn replay(&self, schedule: &str) -> Result<(), Failure> {
        let mut path = Path::default();
        path.prescribe(&self.numbers(schedule));
        let mut explored =
            Explored { schedules: 0, steps: 0, is_complete: false };
        self.play(&mut Player::new(self.n_steps), &mut path, &mut explored)
    }

    /// Explores, and panics where an order fails.
    ///
    /// # Panics
    /// With the failure; it then suspects what `misconception` makes of it,
    /// if anything. `call` names what was run.
    ///
    /// # Examples
    /// ```
    /// let alone = kit::Interleave::new(|tasks| tasks.add("a", kit::step()));
    /// alone.expect("step()", |_| None);
    /// ```
    #[track_caller]
    pub fn expect(
        &self,
        call: &str,
        misconception: impl FnOnce(&Fault) -> Option<&'static str>,
    ) -> Explored {
        match self.explore() {
            Ok(explored) => explored,
            Err(failure) => {
                misconception(&failure.fault)
                    .map_or_else(crate::clear, suspect);
                panic!("{call}: {failure}");
            }
        }
    }

    fn play(
        &self,
        player: &mut Player,
        path: &mut Path,
        explored: &mut Explored,
    ) -> Result<(), Failure> {
        path.rewind();
        player.tasks.names.clear();
        let played = panic::catch_unwind(AssertUnwindSafe(|| {
            (self.make)(&mut player.tasks);
            if explored.schedules == 0 {
                player.tasks.check_names();
            }
            player.run(path)
        }));
        explored.schedules += 1;
        explored.steps += path.n_taken();
        let fault = match played {
            Ok(Ended::Done) => return Ok(()),
            Ok(Ended::Deadlock) => Fault::Deadlock(player.waits()),
            Ok(Ended::Runaway) => Fault::Runaway(self.n_steps),
            Ok(Ended::Diverged) => Fault::Diverged,
            Err(payload) => Fault::Panicked(message(&*payload)),
        };
        let names = &player.tasks.names;
        recorded::keep(|run| path.record(names, run));
        let failure = Failure {
            schedule: path.text(names),
            fault,
            timeline: path.timeline(names),
        };
        player.reset();
        Err(failure)
    }

    /// The tasks that a schedule names, by number.
    fn numbers(&self, schedule: &str) -> Vec<usize> {
        let mut tasks = Tasks::default();
        (self.make)(&mut tasks);
        let number = |name: &str| {
            let mut names = tasks.names.iter();
            names.position(|known| *known == name).unwrap_or_else(|| {
                let names = tasks.names.join(", ");
                panic!("no task is named {name}; there are {names}")
            })
        };
        schedule.split_whitespace().map(number).collect()
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { schedule, fault, timeline } = self;
        write!(
            f,
            "{fault}\nschedule: {schedule}\n{timeline}\n\
             (# runs, . is ready, - waits)"
        )
    }
}

impl Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Deadlock(tasks) => {
                let wait = |(name, waits): &(&str, Vec<&str>)| {
                    format!("{name} waits for {}", stall::told(waits))
                };
                let waits: Vec<_> = tasks.iter().map(wait).collect();
                write!(f, "nobody can go on: {}", waits.join("; "))
            }
            Self::Runaway(steps) => {
                write!(f, "the tasks are not done after {steps} steps")
            }
            Self::Panicked(message) => f.write_str(message),
            Self::Diverged => f.write_str(
                "the tasks don't follow the schedule: each run must start \
                 from new state and do the same under the same schedule",
            ),
        }
    }
}

/// What a panic said.
fn message(payload: &(dyn Any + Send)) -> String {
    if let Some(text) = payload.downcast_ref::<String>() {
        return text.clone();
    }
    let text = payload.downcast_ref::<&str>();
    text.map_or("a panic without words", |text| text).to_owned()
}

#[cfg(test)]
mod tests;
