//! misconception: lost-state
//! Takes the state out to match it; who is refused leaves `Over` behind.

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

pub enum Doubler {
    New,
    Waits(usize),
    Over,
}

impl Doubler {
    pub fn new() -> Self {
        Self::New
    }

    pub fn resume(&mut self, with: Resume<i64>) -> State<i64> {
        match (std::mem::replace(self, Self::Over), with) {
            (Self::New, Resume::Start) => {
                *self = Self::Waits(0);
                State::Waiting
            }
            (Self::Waits(k), Resume::Value(n)) => {
                *self = Self::Waits(k + 1);
                State::Yielded(2 * n)
            }
            (Self::Waits(k), Resume::Close) => State::Complete(k),
            (Self::New, Resume::Close) => State::Complete(0),
            _ => State::Refused,
        }
    }
}
