//! misconception: shared-state
//! Keeps its place in a `static`, as a module's variable in Python: a second
//! countdown moves the first one.

use std::sync::atomic::{AtomicU32, Ordering};

static NEXT: AtomicU32 = AtomicU32::new(0);

pub struct Countdown;

impl Countdown {
    pub fn new(from: u32) -> Self {
        NEXT.store(from, Ordering::Relaxed);
        Self
    }
}

impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let next = NEXT.load(Ordering::Relaxed);
        NEXT.store(next.checked_sub(1)?, Ordering::Relaxed);
        Some(next)
    }
}
