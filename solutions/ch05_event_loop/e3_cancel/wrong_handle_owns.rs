//! misconception: lost-callback
//! The handle owns the callback; the line only knows where it is.

use std::{
    cell::{Cell, RefCell},
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
    rc::{Rc, Weak},
    time::Duration,
};

type Slot = Rc<RefCell<Option<Box<dyn FnOnce()>>>>;

pub struct Handle {
    slot: Slot,
    n_over: Rc<Cell<usize>>,
}

impl Handle {
    pub fn cancel(&self) {
        let callback = self.slot.take();
        if callback.is_some() {
            self.n_over.set(self.n_over.get() + 1);
        }
    }
}

#[derive(Default)]
struct Line {
    heap: BinaryHeap<Reverse<(Duration, u64)>>,
    slots: BTreeMap<u64, Weak<RefCell<Option<Box<dyn FnOnce()>>>>>,
    n_timers: u64,
}

#[derive(Clone, Default)]
pub struct Timers {
    line: Rc<RefCell<Line>>,
    n_over: Rc<Cell<usize>>,
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
        let slot = Slot::new(RefCell::new(Some(Box::new(callback))));
        line.n_timers += 1;
        let number = line.n_timers;
        line.heap.push(Reverse((when, number)));
        line.slots.insert(number, Rc::downgrade(&slot));
        Handle { slot, n_over: self.n_over.clone() }
    }

    pub fn run_due(&self, now: Duration) {
        self.sweep();
        while let Some(slot) = self.pop_due(now) {
            let callback = slot.upgrade().and_then(|slot| slot.take());
            if let Some(callback) = callback {
                callback();
            }
        }
    }

    fn sweep(&self) {
        let mut line = self.line.borrow_mut();
        let n_over = self.n_over.get();
        if n_over < 100 || 2 * n_over < line.heap.len() {
            return;
        }
        let Line { heap, slots, .. } = &mut *line;
        slots.retain(|_, slot| {
            slot.upgrade().is_some_and(|slot| slot.borrow().is_some())
        });
        heap.retain(|Reverse((_, number))| slots.contains_key(number));
        self.n_over.set(0);
    }

    fn pop_due(
        &self,
        now: Duration,
    ) -> Option<Weak<RefCell<Option<Box<dyn FnOnce()>>>>> {
        let mut line = self.line.borrow_mut();
        let Reverse((when, _)) = line.heap.peek()?;
        if *when > now {
            return None;
        }
        let Reverse((_, number)) = line.heap.pop()?;
        line.slots.remove(&number)
    }
}
