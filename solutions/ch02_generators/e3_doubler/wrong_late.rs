//! misconception: late-answer
//! Gives the double of the value before: it yields first and takes after.

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
    value: i64,
}

impl Doubler {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn resume(&mut self, with: Resume<i64>) -> State<i64> {
        match with {
            _ if self.ended => State::Refused,
            Resume::Start if !self.started => {
                self.started = true;
                State::Waiting
            }
            Resume::Value(value) if self.started => {
                self.doubled += 1;
                let answer = 2 * self.value;
                self.value = value;
                State::Yielded(answer)
            }
            Resume::Close => {
                self.ended = true;
                State::Complete(self.doubled)
            }
            _ => State::Refused,
        }
    }
}
