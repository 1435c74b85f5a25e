//! The turn is taken whole, so that new ones come into an empty queue.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

pub type Callback = Box<dyn FnOnce()>;

#[derive(Clone, Default)]
pub struct EventLoop {
    ready: Rc<RefCell<VecDeque<Callback>>>,
    is_stopping: Rc<Cell<bool>>,
}

impl EventLoop {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn call_soon(&self, callback: impl FnOnce() + 'static) {
        self.ready.borrow_mut().push_back(Box::new(callback));
    }

    pub fn stop(&self) {
        self.is_stopping.set(true);
    }

    pub fn run_once(&self) {
        for callback in self.ready.take() {
            callback();
        }
    }

    pub fn run_forever(&self) {
        while !self.ready.borrow().is_empty() {
            self.run_once();
            if self.is_stopping.replace(false) {
                break;
            }
        }
    }
}
