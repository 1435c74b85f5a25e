//! Timers that can be called off, and then cost nothing more.
//!
//!     let handle = timers.call_at(30 * SECOND, || give_up());
//!     // The answer came in time:
//!     handle.cancel();
//!
//! - A callback that was canceled in time never runs, even if it was due
//!   together with the one that canceled it. Later `cancel` does nothing.
//! - `cancel` drops the callback, with all that it holds, at once.
//! - A handle that is dropped cancels nothing.
//! - Most timers are canceled long before they are due, and new ones come
//!   all the time: those that are over take no place for long, and `cancel`
//!   does not walk through all others.
//!
//! Order and ties are those of the timers before. Callbacks may cancel.

use std::{
    cell::{Cell, RefCell},
    cmp::Ordering,
    collections::BinaryHeap,
    rc::{Rc, Weak},
    time::Duration,
};

/// A callback until it is called or canceled; its timer and its handle share
/// the place.
type Slot = Rc<RefCell<Option<Box<dyn FnOnce()>>>>;

/// What is called off by this.
pub struct Handle {
    slot: Slot,
    // The callback may own this handle, and the line owns the callback.
    line: Weak<Line>,
}

impl Handle {
    /// Calls the callback off.
    pub fn cancel(&self) {
        let Some(callback) = self.slot.take() else { return };
        if let Some(line) = self.line.upgrade() {
            line.n_over.set(line.n_over.get() + 1);
            line.sweep();
        }
        // Nothing is borrowed by now: what goes with it may cancel others.
        drop(callback);
    }
}

struct Timer {
    when: Duration,
    number: u64,
    slot: Slot,
}

impl Ord for Timer {
    /// The greatest is due first, for that one a heap gives.
    fn cmp(&self, other: &Self) -> Ordering {
        (other.when, other.number).cmp(&(self.when, self.number))
    }
}

impl PartialOrd for Timer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Timer {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Timer {}

/// All timers, with those that are over and not swept out yet.
#[derive(Default)]
struct Line {
    timers: RefCell<BinaryHeap<Timer>>,
    n_timers: Cell<u64>,
    n_over: Cell<usize>,
}

impl Line {
    /// Once more than half are over: so each one swept costs a step or two.
    fn sweep(&self) {
        let mut timers = self.timers.borrow_mut();
        if 2 * self.n_over.get() > timers.len() {
            timers.retain(|timer| timer.slot.borrow().is_some());
            self.n_over.set(0);
        }
    }

    fn pop_due(&self, now: Duration) -> Option<Timer> {
        let mut timers = self.timers.borrow_mut();
        let is_due = timers.peek().is_some_and(|timer| timer.when <= now);
        if is_due { timers.pop() } else { None }
    }
}

/// Timers of a loop that has a clock.
#[derive(Clone)]
pub struct Timers(Rc<Line>);

impl Timers {
    /// None yet.
    pub fn new() -> Self {
        Self(Rc::default())
    }

    /// Has `callback` run when the clock shows `when`.
    pub fn call_at(
        &self,
        when: Duration,
        callback: impl FnOnce() + 'static,
    ) -> Handle {
        let number = self.0.n_timers.replace(self.0.n_timers.get() + 1);
        let slot = Slot::new(RefCell::new(Some(Box::new(callback))));
        let timer = Timer { when, number, slot: slot.clone() };
        self.0.timers.borrow_mut().push(timer);
        Handle { slot, line: Rc::downgrade(&self.0) }
    }

    /// Runs all that are due: the clock shows `now`.
    pub fn run_due(&self, now: Duration) {
        while let Some(timer) = self.0.pop_due(now) {
            let callback = timer.slot.take();
            match callback {
                Some(callback) => callback(),
                None => self.0.n_over.set(self.0.n_over.get() - 1),
            }
        }
    }
}
// The trap: to find the timer in the heap and to take it out, which looks at
// all others. A handle that shares the callback's place needs not look.
//
// Refused: a flag in place of the `Option`. The callback would then stay
// until its deadline, with the connection or the buffer that it holds.
