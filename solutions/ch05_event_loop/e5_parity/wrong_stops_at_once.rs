//! misconception: early-stop
//! A stop ends the turn where it is.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, VecDeque},
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

#[derive(Default)]
struct State {
    ready: RefCell<VecDeque<Slot>>,
    timers: RefCell<BTreeMap<(Duration, u64), Slot>>,
    n_timers: Cell<u64>,
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
        let number = self.0.n_timers.replace(self.0.n_timers.get() + 1);
        let key = (self.time() + delay, number);
        self.0.timers.borrow_mut().insert(key, slot.clone());
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
        let Some(((when, _), _)) = timers.first_key_value() else {
            return false;
        };
        self.0.now.set(self.time().max(*when));
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
            if self.0.is_stopping.get() {
                break;
            }
        }
    }

    fn line_up_the_due(&self) {
        let mut timers = self.0.timers.borrow_mut();
        let later = timers.split_off(&(self.time(), u64::MAX));
        let due = std::mem::replace(&mut *timers, later);
        self.0.ready.borrow_mut().extend(due.into_values());
    }
}

fn slot(callback: impl FnOnce() + 'static) -> Slot {
    Rc::new(RefCell::new(Some(Box::new(callback))))
}
