//! misconception: unstable-ties
//! A heap that compares the deadlines and nothing else.

use std::{
    cell::{Cell, RefCell},
    cmp::Ordering,
    collections::{BinaryHeap, VecDeque},
    rc::Rc,
    time::Duration,
};

type Slot = Rc<RefCell<Option<Box<dyn FnOnce()>>>>;

pub struct Handle(Slot);

impl Handle {
    pub fn cancel(&self) {
        self.0.take();
    }
}

struct Timer {
    when: Duration,
    slot: Slot,
}

impl Ord for Timer {
    fn cmp(&self, other: &Self) -> Ordering {
        other.when.cmp(&self.when)
    }
}

impl PartialOrd for Timer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Timer {
    fn eq(&self, other: &Self) -> bool {
        self.when == other.when
    }
}

impl Eq for Timer {}

#[derive(Default)]
struct State {
    ready: RefCell<VecDeque<Slot>>,
    timers: RefCell<BinaryHeap<Timer>>,
    now: Cell<Duration>,
    is_stopping: Cell<bool>,
}

#[derive(Clone)]
pub struct EventLoop(Rc<State>);

impl EventLoop {
    pub fn new() -> Self {
        Self(Rc::default())
    }

    pub fn time(&self) -> Duration {
        self.0.now.get()
    }

    pub fn call_soon(&self, callback: impl FnOnce() + 'static) -> Handle {
        let slot = slot(callback);
        self.0.ready.borrow_mut().push_back(slot.clone());
        Handle(slot)
    }

    pub fn call_later(
        &self,
        delay: Duration,
        callback: impl FnOnce() + 'static,
    ) -> Handle {
        let slot = slot(callback);
        let timer = Timer { when: self.time() + delay, slot: slot.clone() };
        self.0.timers.borrow_mut().push(timer);
        Handle(slot)
    }

    pub fn stop(&self) {
        self.0.is_stopping.set(true);
    }

    pub fn run_forever(&self) {
        while self.has_work() {
            self.run_once();
            if self.0.is_stopping.replace(false) {
                break;
            }
        }
    }

    fn has_work(&self) -> bool {
        if !self.0.ready.borrow().is_empty() {
            return true;
        }
        let timers = self.0.timers.borrow();
        let Some(timer) = timers.peek() else { return false };
        self.0.now.set(self.time().max(timer.when));
        true
    }

    fn run_once(&self) {
        self.line_up_the_due();
        let n_ready = self.0.ready.borrow().len();
        for _ in 0..n_ready {
            let slot = self.0.ready.borrow_mut().pop_front();
            let callback = slot.and_then(|slot| slot.take());
            if let Some(callback) = callback {
                callback();
            }
        }
    }

    fn line_up_the_due(&self) {
        let mut timers = self.0.timers.borrow_mut();
        while timers.peek().is_some_and(|timer| timer.when <= self.time()) {
            let due = timers.pop().map(|timer| timer.slot);
            self.0.ready.borrow_mut().extend(due);
        }
    }
}

fn slot(callback: impl FnOnce() + 'static) -> Slot {
    Rc::new(RefCell::new(Some(Box::new(callback))))
}
