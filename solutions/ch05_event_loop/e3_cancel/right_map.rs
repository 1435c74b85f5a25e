//! The handle knows the key, and a map takes out what has it.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
    time::Duration,
};

type Callback = Box<dyn FnOnce()>;
type Key = (Duration, u64);
type Line = Rc<RefCell<BTreeMap<Key, Callback>>>;

pub struct Handle {
    key: Key,
    line: Line,
}

impl Handle {
    pub fn cancel(&self) {
        let callback = self.line.borrow_mut().remove(&self.key);
        drop(callback);
    }
}

#[derive(Clone, Default)]
pub struct Timers {
    line: Line,
    n_timers: Rc<Cell<u64>>,
}

impl Timers {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn call_at(
        &self,
        when: Duration,
        callback: impl FnOnce() + 'static,
    ) -> Handle {
        let key = (when, self.n_timers.replace(self.n_timers.get() + 1));
        self.line.borrow_mut().insert(key, Box::new(callback));
        Handle { key, line: self.line.clone() }
    }

    pub fn run_due(&self, now: Duration) {
        while let Some(callback) = self.take_due(now) {
            callback();
        }
    }

    fn take_due(&self, now: Duration) -> Option<Callback> {
        let mut line = self.line.borrow_mut();
        let first = line.first_entry().filter(|e| e.key().0 <= now)?;
        Some(first.remove())
    }
}
