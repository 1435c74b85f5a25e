//! One shared state, which `cancel` empties; the callback is taken out to run.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

pub trait EventLoop {
    fn time(&self) -> Duration;
    fn call_at(&self, when: Duration, callback: Box<dyn FnOnce()>);
}

struct State {
    event_loop: Rc<dyn EventLoop>,
    start: Duration,
    period: Duration,
    callback: RefCell<Option<Box<dyn FnMut()>>>,
    is_over: Cell<bool>,
}

#[derive(Clone)]
pub struct Interval(Rc<State>);

impl Interval {
    pub fn cancel(&self) {
        self.0.is_over.set(true);
        let callback = self.0.callback.take();
        drop(callback);
    }

    fn tick(self) {
        let Some(mut callback) = self.0.callback.take() else { return };
        callback();
        if self.0.is_over.get() {
            return;
        }
        self.0.callback.replace(Some(callback));
        self.schedule();
    }

    /// Counts the periods that are over since the start.
    fn schedule(self) {
        let State { start, period, .. } = *self.0;
        let past = self.0.event_loop.time() - start;
        let n_over = past.as_nanos() / period.as_nanos();
        let n_over = u32::try_from(n_over).expect("few periods");
        let next = start + (n_over + 1) * period;
        let event_loop = self.0.event_loop.clone();
        event_loop.call_at(next, Box::new(move || self.tick()));
    }
}

pub fn call_every(
    event_loop: Rc<dyn EventLoop>,
    period: Duration,
    callback: impl FnMut() + 'static,
) -> Interval {
    let start = event_loop.time();
    let callback: Box<dyn FnMut()> = Box::new(callback);
    let callback = RefCell::new(Some(callback));
    let is_over = Cell::new(false);
    let state = State { event_loop, start, period, callback, is_over };
    let interval = Interval(Rc::new(state));
    interval.clone().schedule();
    interval
}
