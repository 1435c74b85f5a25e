//! misconception: per-turn-report
//! One start for all of a turn: who comes late in it seems slow.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
    time::Duration,
};

pub trait Clock {
    fn now(&self) -> Duration;

    fn wait_until(&self, when: Duration);
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slow {
    pub name: String,
    pub took: Duration,
}

type Callback = Box<dyn FnOnce()>;
type Timers = BTreeMap<(Duration, u64), (String, Callback)>;

#[derive(Clone)]
pub struct EventLoop {
    clock: Rc<dyn Clock>,
    threshold: Duration,
    timers: Rc<RefCell<Timers>>,
    n_timers: Rc<Cell<u64>>,
    reports: Rc<RefCell<Vec<Slow>>>,
    start: Rc<Cell<Duration>>,
}

impl EventLoop {
    pub fn new(clock: Rc<dyn Clock>, threshold: Duration) -> Self {
        let (timers, n_timers, reports, start) = Default::default();
        Self { clock, threshold, timers, n_timers, reports, start }
    }

    pub fn call_at(
        &self,
        when: Duration,
        name: &str,
        callback: impl FnOnce() + 'static,
    ) {
        let number = self.n_timers.replace(self.n_timers.get() + 1);
        let entry = (name.to_owned(), Box::new(callback) as Callback);
        self.timers.borrow_mut().insert((when, number), entry);
    }

    pub fn run_forever(&self) {
        while let Some(when) = self.earliest() {
            self.clock.wait_until(when);
            self.start.set(self.clock.now());
            for (name, callback) in self.due() {
                self.call_since(self.start.get(), &name, callback);
            }
        }
    }

    pub fn call(&self, name: &str, callback: impl FnOnce()) {
        self.call_since(self.clock.now(), name, callback);
    }

    fn call_since(&self, start: Duration, name: &str, callback: impl FnOnce()) {
        callback();
        let took = self.clock.now().saturating_sub(start);
        if took >= self.threshold {
            let slow = Slow { name: name.to_owned(), took };
            self.reports.borrow_mut().push(slow);
        }
    }

    pub fn reports(&self) -> Vec<Slow> {
        self.reports.borrow().clone()
    }

    fn earliest(&self) -> Option<Duration> {
        self.timers.borrow().keys().next().map(|(when, _)| *when)
    }

    fn due(&self) -> Vec<(String, Callback)> {
        let mut timers = self.timers.borrow_mut();
        let later = timers.split_off(&(self.clock.now(), u64::MAX));
        std::mem::replace(&mut *timers, later).into_values().collect()
    }
}
