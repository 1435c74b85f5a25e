//! Adds periods until the next tick lies ahead; one that was canceled is asked
//! for once more.

use std::{cell::Cell, rc::Rc, time::Duration};

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
    let interval = Interval { is_canceled: is_canceled.clone() };
    let due = event_loop.time() + period;
    schedule(event_loop, due, period, callback, is_canceled);
    interval
}

fn schedule(
    event_loop: Rc<dyn EventLoop>,
    due: Duration,
    period: Duration,
    mut callback: impl FnMut() + 'static,
    is_canceled: Rc<Cell<bool>>,
) {
    let again = event_loop.clone();
    let tick = move || {
        if is_canceled.get() {
            return;
        }
        callback();
        if is_canceled.get() {
            return;
        }
        let mut next = due + period;
        while next <= again.time() {
            next += period;
        }
        schedule(again, next, period, callback, is_canceled);
    };
    event_loop.call_at(due, Box::new(tick));
}
