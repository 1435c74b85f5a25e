//! A list that stays sorted, the earliest at its end, whose place is the tie.

use std::{cell::RefCell, rc::Rc, time::Duration};

pub trait Clock {
    fn now(&self) -> Duration;
    fn wait(&self, time: Duration);
}

type Callback = Box<dyn FnOnce()>;

#[derive(Clone)]
pub struct EventLoop {
    clock: Rc<dyn Clock>,
    timers: Rc<RefCell<Vec<(Duration, Callback)>>>,
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
        let place = timers.partition_point(|(other, _)| *other > when);
        timers.insert(place, (when, Box::new(callback)));
    }

    pub fn run_forever(&self) {
        while let Some(when) = self.earliest() {
            let left = when.saturating_sub(self.time());
            if !left.is_zero() {
                self.clock.wait(left);
                continue;
            }
            let timer = self.timers.borrow_mut().pop();
            if let Some((_, callback)) = timer {
                callback();
            }
        }
    }

    fn earliest(&self) -> Option<Duration> {
        self.timers.borrow().last().map(|(when, _)| *when)
    }
}
