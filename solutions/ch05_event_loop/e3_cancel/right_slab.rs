//! Callbacks in numbered places that are used again; the heap holds numbers.

use std::{
    cell::RefCell, cmp::Reverse, collections::BinaryHeap, rc::Rc,
    time::Duration,
};

type Callback = Box<dyn FnOnce()>;

/// A place and who has it: a number that never comes again.
struct Place {
    owner: u64,
    callback: Option<Callback>,
}

#[derive(Default)]
struct Line {
    heap: BinaryHeap<Reverse<(Duration, u64, usize)>>,
    places: Vec<Place>,
    free: Vec<usize>,
    n_timers: u64,
}

impl Line {
    fn place(&mut self, owner: u64, callback: Callback) -> usize {
        let place = Place { owner, callback: Some(callback) };
        let Some(at) = self.free.pop() else {
            self.places.push(place);
            return self.places.len() - 1;
        };
        self.places[at] = place;
        at
    }

    fn take(&mut self, owner: u64, at: usize) -> Option<Callback> {
        let place = self.places.get_mut(at).filter(|p| p.owner == owner)?;
        let callback = place.callback.take()?;
        self.free.push(at);
        Some(callback)
    }

    fn sweep(&mut self) {
        let n_alive = self.places.len() - self.free.len();
        if self.heap.len() > 2 * n_alive + 16 {
            let places = &self.places;
            self.heap.retain(|Reverse((_, owner, at))| {
                let place = &places[*at];
                place.owner == *owner && place.callback.is_some()
            });
        }
    }
}

pub struct Handle {
    owner: u64,
    at: usize,
    line: Rc<RefCell<Line>>,
}

impl Handle {
    pub fn cancel(&self) {
        let mut line = self.line.borrow_mut();
        let callback = line.take(self.owner, self.at);
        line.sweep();
        drop(line);
        drop(callback);
    }
}

#[derive(Clone, Default)]
pub struct Timers(Rc<RefCell<Line>>);

impl Timers {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn call_at(
        &self,
        when: Duration,
        callback: impl FnOnce() + 'static,
    ) -> Handle {
        let mut line = self.0.borrow_mut();
        line.n_timers += 1;
        let owner = line.n_timers;
        let at = line.place(owner, Box::new(callback));
        line.heap.push(Reverse((when, owner, at)));
        Handle { owner, at, line: self.0.clone() }
    }

    pub fn run_due(&self, now: Duration) {
        while self.earliest().is_some_and(|when| when <= now) {
            if let Some(callback) = self.take_first() {
                callback();
            }
        }
    }

    fn earliest(&self) -> Option<Duration> {
        let line = self.0.borrow();
        line.heap.peek().map(|Reverse((when, ..))| *when)
    }

    fn take_first(&self) -> Option<Callback> {
        let mut line = self.0.borrow_mut();
        let Reverse((_, owner, at)) = line.heap.pop()?;
        line.take(owner, at)
    }
}
