//! misconception: double-cancel
//! A handle knows a place and not whose it is, and places are used again.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc, time::Duration};

type Callback = Box<dyn FnOnce()>;
type Key = (Duration, u64);

#[derive(Default)]
struct Line {
    callbacks: BTreeMap<Key, (Callback, usize)>,
    /// The key of whoever has the place.
    places: Vec<Option<Key>>,
    free: Vec<usize>,
    n_timers: u64,
}

impl Line {
    fn place(&mut self, key: Key) -> usize {
        let Some(at) = self.free.pop() else {
            self.places.push(Some(key));
            return self.places.len() - 1;
        };
        self.places[at] = Some(key);
        at
    }

    fn take(&mut self, key: Key) -> Option<Callback> {
        let (callback, at) = self.callbacks.remove(&key)?;
        self.places[at] = None;
        self.free.push(at);
        Some(callback)
    }
}

pub struct Handle {
    at: usize,
    line: Rc<RefCell<Line>>,
}

impl Handle {
    pub fn cancel(&self) {
        let mut line = self.line.borrow_mut();
        let key = line.places[self.at];
        let callback = key.and_then(|key| line.take(key));
        drop(line);
        drop(callback);
    }
}

#[derive(Clone, Default)]
pub struct Timers(Rc<RefCell<Line>>);

impl Timers {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn call_at(
        &self,
        when: Duration,
        callback: impl FnOnce() + 'static,
    ) -> Handle {
        let mut line = self.0.borrow_mut();
        line.n_timers += 1;
        let key = (when, line.n_timers);
        let at = line.place(key);
        line.callbacks.insert(key, (Box::new(callback), at));
        Handle { at, line: self.0.clone() }
    }

    pub fn run_due(&self, now: Duration) {
        while let Some(callback) = self.take_first(now) {
            callback();
        }
    }

    fn take_first(&self, now: Duration) -> Option<Callback> {
        let mut line = self.0.borrow_mut();
        let key = *line.callbacks.keys().next()?;
        (key.0 <= now).then(|| line.take(key)).flatten()
    }
}
