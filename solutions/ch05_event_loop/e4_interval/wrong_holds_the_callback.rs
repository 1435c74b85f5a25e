//! misconception: borrow-across-call
//! One cell for the state, borrowed while the callback runs, which may cancel.

use std::{cell::RefCell, rc::Rc, time::Duration};

pub trait EventLoop {
    fn time(&self) -> Duration;
    fn call_at(&self, when: Duration, callback: Box<dyn FnOnce()>);
}

pub struct Interval {
    ticks: Shared,
}

/// The callback, until it is canceled.
type Shared = Rc<RefCell<Option<Box<dyn FnMut()>>>>;

impl Interval {
    pub fn cancel(&self) {
        self.ticks.replace(None);
    }
}

pub fn call_every(
    event_loop: Rc<dyn EventLoop>,
    period: Duration,
    callback: impl FnMut() + 'static,
) -> Interval {
    let ticks = Shared::new(RefCell::new(Some(Box::new(callback))));
    let interval = Interval { ticks: ticks.clone() };
    let due = event_loop.time() + period;
    schedule(event_loop, due, period, ticks);
    interval
}

fn schedule(
    event_loop: Rc<dyn EventLoop>,
    due: Duration,
    period: Duration,
    ticks: Shared,
) {
    let again = event_loop.clone();
    let tick = move || {
        let mut shared = ticks.borrow_mut();
        let Some(callback) = shared.as_mut() else { return };
        callback();
        drop(shared);
        let mut next = due + period;
        while next <= again.time() {
            next += period;
        }
        schedule(again, next, period, ticks);
    };
    event_loop.call_at(due, Box::new(tick));
}
