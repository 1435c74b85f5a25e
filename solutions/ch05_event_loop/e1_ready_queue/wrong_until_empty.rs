//! misconception: starvation
//! A turn goes on as long as there is something to run.

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
        while !self.ready.borrow().is_empty() {
            let callback = self.take();
            callback();
        }
    }

    fn take(&self) -> Callback {
        let next = self.ready.borrow_mut().pop_front();
        next.expect("a callback is in line")
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
