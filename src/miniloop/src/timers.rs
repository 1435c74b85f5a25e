//! Who is due next? A heap knows, and a clock says when that is.

mod clock;
mod sleep;

use std::{
    any::type_name,
    cell::Cell,
    cmp::{Ordering, Reverse},
    collections::BinaryHeap,
    panic::Location,
    rc::Rc,
    task::Waker,
    time::Duration,
};

use crate::event_loop::come_to;

pub(crate) use clock::Clock;
pub use sleep::{sleep, sleep_until};

/// A call that waits in the ready queue or for its time.
pub(crate) struct Call {
    action: Cell<Option<Action>>,
    state: Cell<CallState>,
}

#[derive(Clone, Copy, PartialEq)]
enum CallState {
    Waiting,
    Called,
    Cancelled,
}

pub(crate) enum Action {
    /// A callback, and the name of its type; the loop's own have none.
    Run(Box<dyn FnOnce()>, Option<&'static str>),
    Wake(Waker),
}

impl Action {
    pub(crate) fn of<F: FnOnce() + 'static>(f: F) -> Action {
        Action::Run(Box::new(f), Some(type_name::<F>()))
    }

    pub(crate) fn run(self) {
        match self {
            Action::Run(f, _) => f(),
            Action::Wake(waker) => waker.wake(),
        }
    }

    pub(crate) fn name(&self) -> Option<&'static str> {
        match self {
            Action::Run(_, name) => *name,
            Action::Wake(_) => None,
        }
    }
}

impl Call {
    pub(crate) fn new(action: Action) -> Rc<Call> {
        let action = Cell::new(Some(action));
        Rc::new(Call { action, state: Cell::new(CallState::Waiting) })
    }

    /// What is to be done, once.
    pub(crate) fn take(&self) -> Option<Action> {
        self.leave_for(CallState::Called)
    }

    fn leave_for(&self, state: CallState) -> Option<Action> {
        if self.is_over() {
            return None;
        }
        self.state.set(state);
        self.action.take()
    }

    fn is_over(&self) -> bool {
        self.state.get() != CallState::Waiting
    }
}

/// Calls a callback off.
#[derive(Clone)]
pub struct Handle(pub(crate) Rc<Call>);

impl Handle {
    /// Drops the callback, unless it was called or canceled before: then
    /// nothing happens.
    #[track_caller]
    pub fn cancel(&self) {
        come_to(Location::caller());
        drop(self.0.leave_for(CallState::Cancelled));
    }

    /// Whether it was canceled in time, so that it is never called.
    pub fn is_cancelled(&self) -> bool {
        self.0.state.get() == CallState::Cancelled
    }
}

/// The calls for later, of which the first is found at once.
#[derive(Default)]
pub(crate) struct Timers {
    heap: BinaryHeap<Reverse<Timer>>,
    n_made: u64,
    /// How long the heap may grow before canceled calls are looked for.
    sweep_at: usize,
}

// ANCHOR: timer
struct Timer {
    when: Duration,
    /// Among those due at the same time the first made comes first.
    number: u64,
    call: Rc<Call>,
}
// ANCHOR_END: timer

impl Timers {
    /// The fewest timers that are worth a search.
    const SWEEP: usize = 64;

    pub(crate) fn push(&mut self, when: Duration, call: Rc<Call>) {
        if self.heap.len() >= self.sweep_at.max(Self::SWEEP) {
            // To search them all at every cancel would cost n for each of n.
            // So we wait until as many were added as were left last time.
            self.heap.retain(|Reverse(timer)| !timer.call.is_over());
            self.sweep_at = 2 * self.heap.len();
        }
        self.n_made += 1;
        self.heap.push(Reverse(Timer { when, number: self.n_made, call }));
    }

    // ANCHOR: next
    /// When the first call is due that nobody has canceled.
    pub(crate) fn next(&mut self) -> Option<Duration> {
        while let Some(Reverse(first)) = self.heap.peek() {
            if !first.call.is_over() {
                return Some(first.when);
            }
            self.heap.pop();
        }
        None
    }
    // ANCHOR_END: next

    pub(crate) fn pop_due(&mut self, now: Duration) -> Option<Rc<Call>> {
        let Reverse(first) = self.heap.peek()?;
        if first.when > now {
            return None;
        }
        self.heap.pop().map(|Reverse(timer)| timer.call)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }
}

// ANCHOR: order
impl Ord for Timer {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.when, self.number).cmp(&(other.when, other.number))
    }
}
// ANCHOR_END: order

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
