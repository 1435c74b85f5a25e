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
pub struct Doubler {
    // Where did it pause, and what must it remember there?
}

impl Doubler {
    /// A doubler that has not started.
    pub fn new() -> Self {
        todo!("remember that nothing has run yet")
    }

    /// Runs it to its next pause, or to its end.
    pub fn resume(&mut self, with: Resume<i64>) -> State<i64> {
        todo!("go on from the pause with {with:?}")
    }
}
