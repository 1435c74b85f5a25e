//! One map for all: what is ready is ordered by the turn that it belongs to.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::{Rc, Weak},
    time::Duration,
};

type Callback = Box<dyn FnOnce()>;

/// When it is due, in order: in which turn, or at what time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    Turn(u64),
    At(Duration),
}

type Key = (Due, u64);

#[derive(Default)]
struct State {
    line: RefCell<BTreeMap<Key, Callback>>,
    n_calls: Cell<u64>,
    turn: Cell<u64>,
    now: Cell<Duration>,
    is_stopping: Cell<bool>,
}

pub struct Handle {
    number: u64,
    state: Weak<State>,
}

impl Handle {
    pub fn cancel(&self) {
        let Some(state) = self.state.upgrade() else { return };
        let found = |line: &BTreeMap<Key, Callback>| {
            line.keys().find(|(_, number)| *number == self.number).copied()
        };
        let key = found(&state.line.borrow());
        let callback = key.and_then(|key| state.line.borrow_mut().remove(&key));
        drop(callback);
    }
}

#[derive(Clone, Default)]
pub struct EventLoop(Rc<State>);

impl EventLoop {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn time(&self) -> Duration {
        self.0.now.get()
    }

    fn insert(&self, due: Due, callback: Callback) -> Handle {
        let number = self.0.n_calls.replace(self.0.n_calls.get() + 1);
        self.0.line.borrow_mut().insert((due, number), callback);
        Handle { number, state: Rc::downgrade(&self.0) }
    }

    pub fn call_soon(&self, callback: impl FnOnce() + 'static) -> Handle {
        let next = Due::Turn(self.0.turn.get() + 1);
        self.insert(next, Box::new(callback))
    }

    pub fn call_later(
        &self,
        delay: Duration,
        callback: impl FnOnce() + 'static,
    ) -> Handle {
        let when = Due::At(self.time() + delay);
        self.insert(when, Box::new(callback))
    }

    pub fn stop(&self) {
        self.0.is_stopping.set(true);
    }

    pub fn run_forever(&self) {
        while !self.0.is_stopping.get() && self.begin_turn() {
            while let Some(callback) = self.next_of_turn() {
                callback();
            }
        }
        self.0.is_stopping.set(false);
    }

    /// Moves what is due to this turn, behind what is there.
    fn begin_turn(&self) -> bool {
        let turn = self.0.turn.get() + 1;
        self.0.turn.set(turn);
        let mut line = self.0.line.borrow_mut();
        let Some(((first, _), _)) = line.first_key_value() else {
            return false;
        };
        if let Due::At(when) = first {
            self.0.now.set(self.time().max(*when));
        }
        let end = (Due::At(self.time()), u64::MAX);
        let due = line.range((Due::At(Duration::ZERO), 0)..=end);
        let due: Vec<_> = due.map(|(key, _)| *key).collect();
        for key in due {
            let callback = line.remove(&key).expect("it was found");
            let number = self.0.n_calls.replace(self.0.n_calls.get() + 1);
            line.insert((Due::Turn(turn), number), callback);
        }
        true
    }

    fn next_of_turn(&self) -> Option<Callback> {
        let mut line = self.0.line.borrow_mut();
        let turn = Due::Turn(self.0.turn.get());
        let first = line.first_entry().filter(|e| e.key().0 == turn)?;
        Some(first.remove())
    }
}
