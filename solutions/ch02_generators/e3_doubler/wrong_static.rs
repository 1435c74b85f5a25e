//! misconception: shared-state
//! Counts in a `static`: one count for all doublers.

use std::sync::atomic::{AtomicUsize, Ordering};

/// What the caller resumes it with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resume<T> {
    /// Run to the first pause.
    Start,
    /// Go on from the pause with this.
    Value(T),
    /// End.
    Close,
}

/// What it answers when it stops again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State<T> {
    /// Paused, with nothing to give: it waits for a value.
    Waiting,
    /// Paused, and this is for the caller.
    Yielded(T),
    /// At its end, after so many values.
    Complete(usize),
    /// It can't be resumed like this now.
    Refused,
}

static DOUBLED: AtomicUsize = AtomicUsize::new(0);

#[derive(Clone, Copy)]
enum Place {
    New,
    Paused,
    Ended,
}

pub struct Doubler(Place);

impl Doubler {
    pub fn new() -> Self {
        DOUBLED.store(0, Ordering::Relaxed);
        Self(Place::New)
    }

    pub fn resume(&mut self, with: Resume<i64>) -> State<i64> {
        match (self.0, with) {
            (Place::New, Resume::Start) => {
                self.0 = Place::Paused;
                State::Waiting
            }
            (Place::Paused, Resume::Value(value)) => {
                DOUBLED.fetch_add(1, Ordering::Relaxed);
                State::Yielded(2 * value)
            }
            (Place::New | Place::Paused, Resume::Close) => {
                self.0 = Place::Ended;
                State::Complete(DOUBLED.load(Ordering::Relaxed))
            }
            _ => State::Refused,
        }
    }
}
