//! Each callback carries the number of the turn that it belongs to.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

pub type Callback = Box<dyn FnOnce()>;

#[derive(Clone, Default)]
pub struct EventLoop {
    ready: Rc<RefCell<VecDeque<(u64, Callback)>>>,
    turn: Rc<Cell<u64>>,
    is_stopping: Rc<Cell<bool>>,
}

impl EventLoop {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn call_soon(&self, callback: impl FnOnce() + 'static) {
        let entry = (self.turn.get(), Box::new(callback) as Callback);
        self.ready.borrow_mut().push_back(entry);
    }

    pub fn stop(&self) {
        self.is_stopping.set(true);
    }

    pub fn run_once(&self) {
        let this = self.turn.replace(self.turn.get() + 1);
        while let Some(callback) = self.take_from(this) {
            callback();
        }
    }

    fn take_from(&self, turn: u64) -> Option<Callback> {
        let mut ready = self.ready.borrow_mut();
        let (_, callback) = ready.pop_front_if(|(of, _)| *of <= turn)?;
        Some(callback)
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
