//! misconception: lost-callback
//! The `Interval` owns the mark, and the ticks end when it is gone.

use std::{
    cell::Cell,
    rc::{Rc, Weak},
    time::Duration,
};

pub trait EventLoop {
    fn time(&self) -> Duration;
    fn call_at(&self, when: Duration, callback: Box<dyn FnOnce()>);
}

pub struct Interval {
    is_canceled: Rc<Cell<bool>>,
}

impl Interval {
    pub fn cancel(&self) {
        self.is_canceled.set(true);
    }
}

pub fn call_every(
    event_loop: Rc<dyn EventLoop>,
    period: Duration,
    callback: impl FnMut() + 'static,
) -> Interval {
    let is_canceled = Rc::new(Cell::new(false));
    let mark = Rc::downgrade(&is_canceled);
    let due = event_loop.time() + period;
    schedule(event_loop, due, period, callback, mark);
    Interval { is_canceled }
}

fn schedule(
    event_loop: Rc<dyn EventLoop>,
    due: Duration,
    period: Duration,
    mut callback: impl FnMut() + 'static,
    mark: Weak<Cell<bool>>,
) {
    let again = event_loop.clone();
    let tick = move || {
        if mark.upgrade().is_none_or(|is_canceled| is_canceled.get()) {
            return;
        }
        callback();
        let mut next = due + period;
        while next <= again.time() {
            next += period;
        }
        schedule(again, next, period, callback, mark);
    };
    event_loop.call_at(due, Box::new(tick));
}
