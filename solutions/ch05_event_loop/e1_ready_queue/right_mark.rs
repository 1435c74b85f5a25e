//! One cell for all state, and a mark in the queue where a turn ends.

use std::{cell::RefCell, collections::VecDeque, rc::Rc};

pub type Callback = Box<dyn FnOnce()>;

enum Entry {
    Call(Callback),
    EndOfTurn,
}

#[derive(Default)]
struct State {
    line: VecDeque<Entry>,
    is_stopping: bool,
}

#[derive(Clone)]
pub struct EventLoop(Rc<RefCell<State>>);

impl EventLoop {
    pub fn new() -> Self {
        Self(Rc::default())
    }

    pub fn call_soon(&self, callback: impl FnOnce() + 'static) {
        let entry = Entry::Call(Box::new(callback));
        self.0.borrow_mut().line.push_back(entry);
    }

    pub fn stop(&self) {
        self.0.borrow_mut().is_stopping = true;
    }

    pub fn run_once(&self) {
        self.0.borrow_mut().line.push_back(Entry::EndOfTurn);
        loop {
            let entry = self.0.borrow_mut().line.pop_front();
            match entry {
                Some(Entry::Call(callback)) => callback(),
                Some(Entry::EndOfTurn) | None => break,
            }
        }
    }

    pub fn run_forever(&self) {
        self.0.borrow_mut().is_stopping = false;
        loop {
            self.run_once();
            let state = self.0.borrow();
            if state.is_stopping || state.line.is_empty() {
                break;
            }
        }
    }
}
