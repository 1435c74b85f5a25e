//! misconception: borrow-across-call
//! A `Mutex` in place of the `RefCell`: it waits for itself.

use std::{cell::Cell, collections::VecDeque, rc::Rc, sync::Mutex};

pub type Callback = Box<dyn FnOnce()>;

#[derive(Clone, Default)]
pub struct EventLoop {
    ready: Rc<Mutex<VecDeque<Callback>>>,
    is_stopping: Rc<Cell<bool>>,
}

impl EventLoop {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn call_soon(&self, callback: impl FnOnce() + 'static) {
        let mut ready = self.ready.lock().expect("nobody panics");
        ready.push_back(Box::new(callback));
    }

    pub fn stop(&self) {
        self.is_stopping.set(true);
    }

    pub fn run_once(&self) {
        let mut ready = self.ready.lock().expect("nobody panics");
        let n_ready = ready.len();
        for callback in ready.drain(..n_ready) {
            callback();
        }
    }

    fn is_empty(&self) -> bool {
        self.ready.lock().expect("nobody panics").is_empty()
    }

    pub fn run_forever(&self) {
        while !self.is_empty() {
            self.run_once();
            if self.is_stopping.replace(false) {
                break;
            }
        }
    }
}
