//! misconception: resumed-after-end
//! Is new again after its end: a second `Start` brings it back.

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

#[derive(Default)]
pub struct Doubler {
    /// How many were doubled since it started.
    doubled: Option<usize>,
}

impl Doubler {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn resume(&mut self, with: Resume<i64>) -> State<i64> {
        match (with, &mut self.doubled) {
            (Resume::Start, doubled @ None) => {
                *doubled = Some(0);
                State::Waiting
            }
            (Resume::Value(value), Some(doubled)) => {
                *doubled += 1;
                State::Yielded(2 * value)
            }
            (Resume::Close, doubled) => {
                State::Complete(doubled.take().unwrap_or(0))
            }
            _ => State::Refused,
        }
    }
}
