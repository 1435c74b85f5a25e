//! One state in one cell; a heap, and two lists that change places each turn.

use std::{
    cell::{Cell, RefCell},
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
    mem,
    rc::Rc,
    time::Duration,
};

type Callback = Box<dyn FnOnce()>;

struct Entry {
    is_canceled: Rc<Cell<bool>>,
    callback: Callback,
}

pub struct Handle(Rc<Cell<bool>>);

impl Handle {
    pub fn cancel(&self) {
        self.0.set(true);
    }
}

#[derive(Default)]
struct State {
    ready: Vec<Entry>,
    deadlines: BinaryHeap<Reverse<(Duration, u64)>>,
    timers: BTreeMap<u64, Entry>,
    n_timers: u64,
    now: Duration,
    is_stopping: bool,
}

#[derive(Clone, Default)]
pub struct EventLoop(Rc<RefCell<State>>);

impl EventLoop {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn time(&self) -> Duration {
        self.0.borrow().now
    }

    pub fn call_soon(&self, callback: impl FnOnce() + 'static) -> Handle {
        let (entry, handle) = entry(callback);
        self.0.borrow_mut().ready.push(entry);
        handle
    }

    pub fn call_later(
        &self,
        delay: Duration,
        callback: impl FnOnce() + 'static,
    ) -> Handle {
        let (entry, handle) = entry(callback);
        let mut state = self.0.borrow_mut();
        state.n_timers += 1;
        let (when, number) = (state.now + delay, state.n_timers);
        state.deadlines.push(Reverse((when, number)));
        state.timers.insert(number, entry);
        handle
    }

    pub fn stop(&self) {
        self.0.borrow_mut().is_stopping = true;
    }

    pub fn run_forever(&self) {
        loop {
            let turn = self.0.borrow_mut().next_turn();
            if turn.is_empty() {
                break;
            }
            for entry in turn {
                if !entry.is_canceled.get() {
                    (entry.callback)();
                }
            }
            if mem::take(&mut self.0.borrow_mut().is_stopping) {
                break;
            }
        }
    }
}

impl State {
    fn next_turn(&mut self) -> Vec<Entry> {
        if let ([], Some(Reverse((when, _)))) =
            (&self.ready[..], self.deadlines.peek())
        {
            self.now = self.now.max(*when);
        }
        while let Some(Reverse((when, number))) = self.deadlines.peek()
            && *when <= self.now
        {
            self.ready.extend(self.timers.remove(number));
            self.deadlines.pop();
        }
        mem::take(&mut self.ready)
    }
}

fn entry(callback: impl FnOnce() + 'static) -> (Entry, Handle) {
    let is_canceled = Rc::new(Cell::new(false));
    let handle = Handle(is_canceled.clone());
    (Entry { is_canceled, callback: Box::new(callback) }, handle)
}
