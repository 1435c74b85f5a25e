//! misconception: leaked-callback
//! The callback goes at once; its place in the heap stays until it is due.

use std::{
    cell::RefCell,
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
    rc::Rc,
    time::Duration,
};

type Slot = Rc<RefCell<Option<Box<dyn FnOnce()>>>>;

pub struct Handle {
    slot: Slot,
}

impl Handle {
    pub fn cancel(&self) {
        self.slot.take();
    }
}

#[derive(Default)]
struct Line {
    heap: BinaryHeap<Reverse<(Duration, u64)>>,
    slots: BTreeMap<u64, Slot>,
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
        let slot = Slot::new(RefCell::new(Some(Box::new(callback))));
        line.n_timers += 1;
        let number = line.n_timers;
        line.heap.push(Reverse((when, number)));
        line.slots.insert(number, slot.clone());
        Handle { slot }
    }

    pub fn run_due(&self, now: Duration) {
        while let Some(slot) = self.pop_due(now) {
            let callback = slot.take();
            if let Some(callback) = callback {
                callback();
            }
        }
    }

    fn pop_due(&self, now: Duration) -> Option<Slot> {
        let mut line = self.line.borrow_mut();
        let Reverse((when, _)) = line.heap.peek()?;
        if *when > now {
            return None;
        }
        let Reverse((_, number)) = line.heap.pop()?;
        line.slots.remove(&number)
    }
}
