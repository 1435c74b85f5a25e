//! One run of a set of tasks, under the choices of a path.

use std::{
    mem,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::SeqCst},
    },
    task::{Context, Wake, Waker},
};

use super::schedule::{Path, Set};
use crate::stall;

/// The tasks of one run, and what must hold when all are done.
#[derive(Default)]
pub struct Tasks {
    pub(super) names: Vec<&'static str>,
    futures: Vec<Option<Pin<Box<dyn Future<Output = ()>>>>>,
    check: Option<Box<dyn FnOnce()>>,
}

/// What runs a set of tasks, again and again.
pub(super) struct Player {
    pub(super) tasks: Tasks,
    /// What each task waited for when it last went to sleep.
    waits: Vec<Vec<&'static str>>,
    alive: Set,
    woken: Arc<AtomicU32>,
    wakers: Vec<Waker>,
    n_steps: usize,
}

/// How a run ended that did not panic.
pub(super) enum Ended {
    Done,
    Deadlock,
    Runaway,
    Diverged,
}

/// What a task's waker sets.
struct Bit {
    bit: Set,
    woken: Arc<AtomicU32>,
}

impl Tasks {
    /// How many there may be.
    pub const LIMIT: usize = 32;

    /// Adds a task, ready to run.
    ///
    /// # Panics
    /// When a schedule could not tell it from others: its name is empty, has
    /// a space or is taken; and past the limit.
    ///
    /// # Examples
    /// ```
    /// kit::Interleave::new(|tasks| {
    ///     tasks.add("reader", async {});
    ///     tasks.add("writer", async {});
    /// });
    /// ```
    pub fn add(
        &mut self,
        name: &'static str,
        task: impl Future<Output = ()> + 'static,
    ) {
        assert!(self.names.len() < Self::LIMIT, "at most 32 tasks");
        self.names.push(name);
        self.futures.push(Some(Box::pin(task)));
    }

    /// What must hold when all tasks are done and dropped: it panics when it
    /// doesn't.
    ///
    /// # Examples
    /// ```
    /// let never = kit::Interleave::new(|tasks| {
    ///     tasks.check(|| assert!(1 > 0, "numbers are in order"));
    /// });
    /// assert_eq!(never.explore().unwrap().schedules, 1);
    /// ```
    pub fn check(&mut self, check: impl FnOnce() + 'static) {
        self.check = Some(Box::new(check));
    }

    /// Whether a schedule can tell them apart.
    pub(super) fn check_names(&self) {
        for (n, name) in self.names.iter().enumerate() {
            assert!(
                !name.is_empty()
                    && !name.contains(char::is_whitespace)
                    && !self.names[..n].contains(name),
                "a task needs a name of its own, without spaces: {name:?}"
            );
        }
    }
}

impl Player {
    pub(super) fn new(n_steps: usize) -> Self {
        Self {
            tasks: Tasks::default(),
            waits: Vec::new(),
            alive: 0,
            woken: Arc::default(),
            wakers: Vec::new(),
            n_steps,
        }
    }

    /// Runs the tasks to their end or to where they can't go on.
    pub(super) fn run(&mut self, path: &mut Path) -> Ended {
        self.start();
        while self.alive != 0 {
            let ready = self.woken.load(SeqCst) & self.alive;
            if ready == 0 {
                return Ended::Deadlock;
            }
            if path.n_taken() == self.n_steps {
                return Ended::Runaway;
            }
            let Some(task) = path.choose(ready, self.alive) else {
                return Ended::Diverged;
            };
            self.poll(task as usize);
        }
        if !path.is_taken() {
            return Ended::Diverged;
        }
        let check = self.tasks.check.take();
        self.reset();
        if let Some(check) = check {
            check();
        }
        Ended::Done
    }

    fn start(&mut self) {
        let n = self.tasks.names.len();
        while self.wakers.len() < n {
            let (bit, woken) = (1 << self.wakers.len(), self.woken.clone());
            self.wakers.push(Arc::new(Bit { bit, woken }).into());
            self.waits.push(Vec::new());
        }
        // Shifted as 64 bits, for 32 tasks.
        self.alive = ((1_u64 << n) - 1) as Set;
        self.woken.store(self.alive, SeqCst);
    }

    /// Takes one step of a task.
    fn poll(&mut self, task: usize) {
        let bit = 1 << task;
        self.woken.fetch_and(!bit, SeqCst);
        stall::begin();
        let mut cx = Context::from_waker(&self.wakers[task]);
        let future = &mut self.tasks.futures[task];
        let polled = future.as_mut().expect("it is alive").as_mut();
        if polled.poll(&mut cx).is_ready() {
            *future = None;
            self.alive &= !bit;
        } else if self.woken.load(SeqCst) & bit == 0 {
            self.waits[task] = stall::pending();
        }
    }

    /// Who is not done, each with what it waits for.
    pub(super) fn waits(&mut self) -> Vec<(&'static str, Vec<&'static str>)> {
        let names = self.tasks.names.iter().enumerate();
        let alive = names.filter(|(n, _)| self.alive & (1 << n) != 0);
        alive.map(|(n, &name)| (name, mem::take(&mut self.waits[n]))).collect()
    }

    /// Drops what is left of a run; the names stay for the report.
    pub(super) fn reset(&mut self) {
        self.tasks.futures.clear();
        self.tasks.check = None;
    }
}

impl Wake for Bit {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.woken.fetch_or(self.bit, SeqCst);
    }
}
