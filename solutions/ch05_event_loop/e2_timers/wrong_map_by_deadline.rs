//! misconception: lost-callback
//! The deadline is the key: the second of two equal ones replaces the first.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc, time::Duration};

pub trait Clock {
    fn now(&self) -> Duration;
    fn wait(&self, time: Duration);
}

type Callback = Box<dyn FnOnce()>;

#[derive(Clone)]
pub struct EventLoop {
    clock: Rc<dyn Clock>,
    timers: Rc<RefCell<BTreeMap<Duration, Callback>>>,
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
        let callback = Box::new(callback);
        self.timers.borrow_mut().insert(when, callback);
    }

    pub fn run_forever(&self) {
        while let Some(when) = self.earliest() {
            let left = when.saturating_sub(self.time());
            if !left.is_zero() {
                self.clock.wait(left);
                continue;
            }
            let timer = self.timers.borrow_mut().pop_first();
            if let Some((_, callback)) = timer {
                callback();
            }
        }
    }

    fn earliest(&self) -> Option<Duration> {
        let timers = self.timers.borrow();
        timers.first_key_value().map(|(when, _)| *when)
    }
}
