//! misconception: lost-order
//! The latest first: a `Vec` would do the same with `push` and `pop`.

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
        let n_ready = self.ready.borrow().len();
        for _ in 0..n_ready {
            let callback = self.take();
            callback();
        }
    }

    fn take(&self) -> Callback {
        let next = self.ready.borrow_mut().pop_back();
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
