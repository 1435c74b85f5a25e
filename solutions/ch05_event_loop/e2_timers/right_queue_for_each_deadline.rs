//! A queue for each deadline: ties need no number.

use std::{
    cell::RefCell,
    collections::{BTreeMap, VecDeque},
    rc::Rc,
    time::Duration,
};

pub trait Clock {
    fn now(&self) -> Duration;
    fn wait(&self, time: Duration);
}

type Callback = Box<dyn FnOnce()>;

#[derive(Clone)]
pub struct EventLoop {
    clock: Rc<dyn Clock>,
    timers: Rc<RefCell<BTreeMap<Duration, VecDeque<Callback>>>>,
}

impl EventLoop {
    pub fn new(clock: Rc<dyn Clock>) -> Self {
        Self { clock, timers: Rc::default() }
    }

    pub fn time(&self) -> Duration {
        self.clock.now()
    }

    pub fn call_later(
        &self,
        delay: Duration,
        callback: impl FnOnce() + 'static,
    ) {
        self.call_at(self.time() + delay, callback);
    }

    pub fn call_at(&self, when: Duration, callback: impl FnOnce() + 'static) {
        let mut timers = self.timers.borrow_mut();
        timers.entry(when).or_default().push_back(Box::new(callback));
    }

    pub fn run_forever(&self) {
        while let Some(when) = self.earliest() {
            let left = when.saturating_sub(self.time());
            if !left.is_zero() {
                self.clock.wait(left);
                continue;
            }
            let due = self.timers.borrow_mut().remove(&when);
            due.into_iter().flatten().for_each(|callback| callback());
        }
    }

    fn earliest(&self) -> Option<Duration> {
        let timers = self.timers.borrow();
        timers.keys().next().copied()
    }
}
