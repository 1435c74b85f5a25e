//! A waker that is deaf at times, or wakes somebody else.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    task::{Wake, Waker},
    thread::{self, ThreadId},
};

use super::Fault;

/// Wakes its task, unless the fault forbids it.
pub(super) struct OddWaker {
    pub(super) fault: usize,
    pub(super) home: ThreadId,
    pub(super) task: Mutex<Option<Waker>>,
    pub(super) was_woken: AtomicBool,
    pub(super) is_polled: AtomicBool,
    pub(super) is_over: AtomicBool,
    pub(super) latest: Arc<Mutex<Option<Waker>>>,
}

impl OddWaker {
    pub(super) fn polls(&self, waker: &Waker) {
        self.was_woken.store(false, SeqCst);
        self.is_polled.store(true, SeqCst);
        *self.task.lock().unwrap() = Some(waker.clone());
        *self.latest.lock().unwrap() = Some(waker.clone());
    }
}

impl Wake for OddWaker {
    fn wake(self: Arc<Self>) {
        let has = |fault: Fault| fault as usize == self.fault;
        let is_away = thread::current().id() != self.home;
        let is_deaf = has(Fault::deaf_to_threads) && is_away
            || has(Fault::deaf_while_it_polls) && self.is_polled.load(SeqCst);
        self.was_woken.store(true, SeqCst);
        let is_neighbors =
            has(Fault::wakes_the_neighbor) && self.is_over.load(SeqCst);
        let place = if is_neighbors { &self.latest } else { &self.task };
        let waker = place.lock().unwrap().clone();
        if let Some(waker) = waker.filter(|_| !is_deaf) {
            waker.wake();
        }
    }
}
