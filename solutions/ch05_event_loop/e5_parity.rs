//! The whole loop, in the order of asyncio's, line for line.
//!
//! Four programs with tasks run on it; their lines must come in the order in
//! which CPython printed them. A task is a callback that polls, and its
//! waker calls `call_soon`: both are there, what is missing is the loop.
//!
//! - A turn: the timers that are due join the ready queue at its end, by
//!   deadline, equal ones in the order of the calls. Then the callbacks that
//!   are in the queue run, and none that comes meanwhile.
//! - The time begins at zero. With an empty queue it jumps to the earliest
//!   deadline: nobody sleeps.
//! - `run_forever` returns after the turn in which `stop` was called, or when
//!   nothing is left.
//! - `cancel` holds for both kinds of callbacks.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, VecDeque},
    rc::Rc,
    time::Duration,
};

/// A callback until it runs or is canceled.
type Slot = Rc<RefCell<Option<Box<dyn FnOnce()>>>>;

/// Calls a callback off.
pub struct Handle(Slot);

impl Handle {
    /// Unless it has run, it won't.
    pub fn cancel(&self) {
        self.0.take();
    }
}

#[derive(Default)]
struct State {
    ready: RefCell<VecDeque<Slot>>,
    /// By deadline, and then by number.
    timers: RefCell<BTreeMap<(Duration, u64), Slot>>,
    n_timers: Cell<u64>,
    now: Cell<Duration>,
    is_stopping: Cell<bool>,
}

/// Runs callbacks, soon or at their time.
#[derive(Clone)]
pub struct EventLoop(Rc<State>);

impl EventLoop {
    /// A loop at time zero with nothing to run.
    pub fn new() -> Self {
        Self(Rc::default())
    }

    /// The time since the loop began.
    pub fn time(&self) -> Duration {
        self.0.now.get()
    }

    /// Lines a callback up for the next turn.
    pub fn call_soon(&self, callback: impl FnOnce() + 'static) -> Handle {
        let slot = slot(callback);
        self.0.ready.borrow_mut().push_back(slot.clone());
        Handle(slot)
    }

    /// Has a callback run when `delay` has passed.
    pub fn call_later(
        &self,
        delay: Duration,
        callback: impl FnOnce() + 'static,
    ) -> Handle {
        let slot = slot(callback);
        let number = self.0.n_timers.replace(self.0.n_timers.get() + 1);
        let key = (self.time() + delay, number);
        self.0.timers.borrow_mut().insert(key, slot.clone());
        Handle(slot)
    }

    /// Lets `run_forever` return after this turn.
    pub fn stop(&self) {
        self.0.is_stopping.set(true);
    }

    /// Runs until `stop`, or until nothing is left.
    pub fn run_forever(&self) {
        while self.has_work() {
            self.run_once();
            if self.0.is_stopping.replace(false) {
                break;
            }
        }
    }

    /// Whether a callback waits; with none ready, time passes until one is.
    fn has_work(&self) -> bool {
        if !self.0.ready.borrow().is_empty() {
            return true;
        }
        let timers = self.0.timers.borrow();
        let Some(((when, _), _)) = timers.first_key_value() else {
            return false;
        };
        self.0.now.set(self.time().max(*when));
        true
    }

    fn run_once(&self) {
        self.line_up_the_due();
        let n_ready = self.0.ready.borrow().len();
        for _ in 0..n_ready {
            let slot = self.0.ready.borrow_mut().pop_front();
            let callback = slot.and_then(|slot| slot.take());
            if let Some(callback) = callback {
                callback();
            }
        }
    }

    fn line_up_the_due(&self) {
        let mut timers = self.0.timers.borrow_mut();
        let later = timers.split_off(&(self.time(), u64::MAX));
        let due = std::mem::replace(&mut *timers, later);
        self.0.ready.borrow_mut().extend(due.into_values());
    }
}

fn slot(callback: impl FnOnce() + 'static) -> Slot {
    Rc::new(RefCell::new(Some(Box::new(callback))))
}
// The trap: to look at the timers only when the queue is empty. A callback
// that always schedules another one then keeps all timers from their time.
//
// Refused: to run a timer's callback as soon as it is found due. It would
// overtake what has waited in the queue before it was due.
