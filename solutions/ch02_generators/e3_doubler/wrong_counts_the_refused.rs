//! misconception: off-by-one
//! Counts a value on its way in, before it is refused.

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
    started: bool,
    ended: bool,
    doubled: usize,
}

impl Doubler {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn resume(&mut self, with: Resume<i64>) -> State<i64> {
        if self.ended {
            return State::Refused;
        }
        if let Resume::Value(_) = with {
            self.doubled += 1;
        }
        match with {
            Resume::Start if !self.started => {
                self.started = true;
                State::Waiting
            }
            Resume::Value(value) if self.started => State::Yielded(2 * value),
            Resume::Close => {
                self.ended = true;
                State::Complete(self.doubled)
            }
            _ => State::Refused,
        }
    }
}
