//! The heart of an event loop: callbacks in a queue, served turn by turn.
//!
//!     let again = event_loop.clone();
//!     event_loop.call_soon(move || again.call_soon(|| print("c")));
//!     event_loop.call_soon(|| print("b"));
//!     event_loop.run_once();    // prints b; c is for the next turn
//!
//! - `call_soon` runs nothing. First come, first served.
//! - `run_once` is one turn: it runs what was there when it began.
//! - `run_forever` goes from turn to turn until nothing is left to run, or
//!   until the turn in which `stop` was called has ended.
//! - `stop` loses nothing: what waits runs at the next `run_forever`.
//!
//! Clones are the same loop, and callbacks call its `call_soon` and `stop`.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

/// What the loop runs, once.
pub type Callback = Box<dyn FnOnce()>;

/// Runs callbacks, one at a time.
#[derive(Clone)]
pub struct EventLoop {
    ready: Rc<RefCell<VecDeque<Callback>>>,
    is_stopping: Rc<Cell<bool>>,
}

impl EventLoop {
    /// A loop with nothing to run.
    pub fn new() -> Self {
        Self { ready: Rc::default(), is_stopping: Rc::default() }
    }

    /// Lines a callback up.
    pub fn call_soon(&self, callback: impl FnOnce() + 'static) {
        self.ready.borrow_mut().push_back(Box::new(callback));
    }

    /// Lets `run_forever` return after this turn.
    pub fn stop(&self) {
        self.is_stopping.set(true);
    }

    /// Runs one turn.
    pub fn run_once(&self) {
        // Counted now: what comes during the turn stands behind these.
        let n_ready = self.ready.borrow().len();
        for _ in 0..n_ready {
            let callback = self.ready.borrow_mut().pop_front();
            let callback = callback.expect("nobody else takes from the queue");
            callback();
        }
    }

    /// Runs until `stop`, or until nothing is left.
    pub fn run_forever(&self) {
        while !self.ready.borrow().is_empty() {
            self.run_once();
            if self.is_stopping.replace(false) {
                break;
            }
        }
    }
}
// The trap: `while let Some(callback) = ready.borrow_mut().pop_front()` runs
// what a callback schedules in the same turn, so a callback that schedules
// itself keeps the turn for ever. In that form the borrow lasts as long as
// the body, too: the first `call_soon` from a callback panics.
//
// Refused: a `Vec` that is taken whole at the beginning of a turn. It works,
// but throws an allocation away in each turn.
