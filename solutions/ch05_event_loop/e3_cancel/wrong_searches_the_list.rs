//! misconception: quadratic
//! A sorted list, searched from its beginning by each `cancel`.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

type Callback = Box<dyn FnOnce()>;
type Key = (Duration, u64);
type Line = Rc<RefCell<Vec<(Key, Callback)>>>;

pub struct Handle {
    key: Key,
    line: Line,
}

impl Handle {
    pub fn cancel(&self) {
        let mut line = self.line.borrow_mut();
        let place = line.iter().position(|(key, _)| *key == self.key);
        let callback = place.map(|place| line.remove(place));
        drop(line);
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
        let mut line = self.line.borrow_mut();
        let place = line.partition_point(|(other, _)| *other > key);
        line.insert(place, (key, Box::new(callback)));
        Handle { key, line: self.line.clone() }
    }

    pub fn run_due(&self, now: Duration) {
        while let Some(callback) = self.take_due(now) {
            callback();
        }
    }

    fn take_due(&self, now: Duration) -> Option<Callback> {
        let mut line = self.line.borrow_mut();
        let ((when, _), _) = line.last()?;
        if *when > now {
            return None;
        }
        line.pop().map(|(_, callback)| callback)
    }
}
