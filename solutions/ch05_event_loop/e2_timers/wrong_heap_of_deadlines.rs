//! misconception: unstable-ties
//! A heap by the deadline alone: equal ones come out as they happen to lie.

use std::{
    cell::RefCell, cmp::Ordering, collections::BinaryHeap, rc::Rc,
    time::Duration,
};

pub trait Clock {
    fn now(&self) -> Duration;
    fn wait(&self, time: Duration);
}

struct Timer(Duration, Box<dyn FnOnce()>);

impl Ord for Timer {
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.cmp(&self.0)
    }
}

impl PartialOrd for Timer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Timer {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Timer {}

#[derive(Clone)]
pub struct EventLoop {
    clock: Rc<dyn Clock>,
    timers: Rc<RefCell<BinaryHeap<Timer>>>,
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
        let timer = Timer(when, Box::new(callback));
        self.timers.borrow_mut().push(timer);
    }

    pub fn run_forever(&self) {
        while let Some(when) = self.earliest() {
            let left = when.saturating_sub(self.time());
            if !left.is_zero() {
                self.clock.wait(left);
                continue;
            }
            let timer = self.timers.borrow_mut().pop();
            if let Some(Timer(_, callback)) = timer {
                callback();
            }
        }
    }

    fn earliest(&self) -> Option<Duration> {
        self.timers.borrow().peek().map(|timer| timer.0)
    }
}
