//! misconception: leaked-callback
//! A flag, which is read at the last moment; the callback stays until then.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
    time::Duration,
};

type Callback = Box<dyn FnOnce()>;
type Key = (Duration, u64);
type Flag = Rc<Cell<bool>>;
type Line = Rc<RefCell<BTreeMap<Key, (Flag, Callback)>>>;

pub struct Handle {
    is_canceled: Flag,
}

impl Handle {
    pub fn cancel(&self) {
        self.is_canceled.set(true);
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
        let is_canceled = Flag::default();
        let entry = (is_canceled.clone(), Box::new(callback) as Callback);
        self.line.borrow_mut().insert(key, entry);
        Handle { is_canceled }
    }

    pub fn run_due(&self, now: Duration) {
        while let Some((is_canceled, callback)) = self.take_due(now) {
            if !is_canceled.get() {
                callback();
            }
        }
    }

    fn take_due(&self, now: Duration) -> Option<(Flag, Callback)> {
        let mut line = self.line.borrow_mut();
        let first = line.first_entry().filter(|e| e.key().0 <= now)?;
        Some(first.remove())
    }
}
