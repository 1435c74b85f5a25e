//! misconception: quadratic
//! Each `cancel` goes through all timers, and keeps the others.

use std::{
    cell::RefCell, cmp::Reverse, collections::BinaryHeap, rc::Rc,
    time::Duration,
};

type Callback = Box<dyn FnOnce()>;

pub struct Handle {
    number: u64,
    line: Rc<RefCell<Line>>,
}

impl Handle {
    pub fn cancel(&self) {
        let mut line = self.line.borrow_mut();
        line.heap.retain(|Reverse((_, number))| *number != self.number);
        let callback = line.callbacks.iter().position(|c| c.0 == self.number);
        let callback = callback.map(|at| line.callbacks.swap_remove(at));
        drop(line);
        drop(callback);
    }
}

#[derive(Default)]
struct Line {
    heap: BinaryHeap<Reverse<(Duration, u64)>>,
    callbacks: Vec<(u64, Callback)>,
    n_timers: u64,
}

#[derive(Clone, Default)]
pub struct Timers {
    line: Rc<RefCell<Line>>,
}

impl Timers {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn call_at(
        &self,
        when: Duration,
        callback: impl FnOnce() + 'static,
    ) -> Handle {
        let mut line = self.line.borrow_mut();
        line.n_timers += 1;
        let number = line.n_timers;
        line.heap.push(Reverse((when, number)));
        line.callbacks.push((number, Box::new(callback)));
        Handle { number, line: self.line.clone() }
    }

    pub fn run_due(&self, now: Duration) {
        while let Some(callback) = self.pop_due(now) {
            callback();
        }
    }

    fn pop_due(&self, now: Duration) -> Option<Callback> {
        let mut line = self.line.borrow_mut();
        let Reverse((when, _)) = line.heap.peek()?;
        if *when > now {
            return None;
        }
        let Reverse((_, number)) = line.heap.pop()?;
        let at = line.callbacks.iter().position(|c| c.0 == number)?;
        Some(line.callbacks.swap_remove(at).1)
    }
}
