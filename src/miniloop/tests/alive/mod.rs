//! What the tests of tasks share: a loop for one future, and a drop count.

use std::{cell::Cell, rc::Rc};

use miniloop::EventLoop;

/// Runs on a virtual clock, to the end.
pub(crate) fn alone<F: Future + 'static>(future: F) -> F::Output {
    let event_loop = EventLoop::with_virtual_clock();
    let value = event_loop.run_until_complete(future).unwrap();
    event_loop.close();
    value
}

/// Counts itself down when it is dropped.
pub(crate) struct Alive(Rc<Cell<u32>>);

pub(crate) fn alive(count: &Rc<Cell<u32>>) -> Alive {
    count.set(count.get() + 1);
    Alive(count.clone())
}

impl Drop for Alive {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}
