//! A service that is resumed with values, and answers with their doubles.
//!
//!     resume(Start), resume(Value(3)), resume(Value(8)), resume(Close)
//!     Waiting,       Yielded(6),       Yielded(16),      Complete(2)
//!
//! - `Start` runs to the first pause: the answer is `Waiting`.
//! - `Value(n)` goes on from a pause to the next one: `Yielded(2 * n)`. All
//!   doubles fit in an `i64`.
//! - `Close` ends it, started or not: `Complete(k)`, if `k` values were
//!   doubled.
//! - A value before `Start`, a second `Start` and all that comes after
//!   `Complete` are `Refused`. A refusal changes nothing and never panics.
//!
//! Leave the types `Resume` and `State` as they are.

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

/// Doubles what it is resumed with.
pub enum Doubler {
    Created,
    /// After `doubled` values, at the one place where it waits for the next.
    Paused {
        doubled: usize,
    },
    Ended,
}

impl Doubler {
    /// A doubler that has not started.
    pub fn new() -> Self {
        Self::Created
    }

    /// Runs it to its next pause, or to its end.
    ///
    /// The trap is a second pause in a round, one to take a value and one to
    /// give its double: each answer then comes late, or each second value
    /// falls where nobody takes it. One pause does both.
    ///
    /// Refused: flags `started` and `ended`. They have a fourth combination
    /// that means nothing; the match below has no such arm.
    pub fn resume(&mut self, with: Resume<i64>) -> State<i64> {
        match (&mut *self, with) {
            (Self::Created, Resume::Start) => {
                *self = Self::Paused { doubled: 0 };
                State::Waiting
            }
            (Self::Paused { doubled }, Resume::Value(value)) => {
                *doubled += 1;
                State::Yielded(2 * value)
            }
            (Self::Created, Resume::Close) => self.end(0),
            (&mut Self::Paused { doubled }, Resume::Close) => self.end(doubled),
            _ => State::Refused,
        }
    }

    fn end(&mut self, doubled: usize) -> State<i64> {
        *self = Self::Ended;
        State::Complete(doubled)
    }
}
