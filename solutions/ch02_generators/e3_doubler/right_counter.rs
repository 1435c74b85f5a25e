//! One field: how many were doubled, inside how far it got.

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

pub struct Doubler(Option<Option<usize>>);

impl Doubler {
    pub fn new() -> Self {
        Self(Some(None))
    }

    pub fn resume(&mut self, with: Resume<i64>) -> State<i64> {
        let Some(progress) = &mut self.0 else { return State::Refused };
        match (with, progress.as_mut()) {
            (Resume::Close, doubled) => {
                let doubled = doubled.map_or(0, |doubled| *doubled);
                self.0 = None;
                State::Complete(doubled)
            }
            (Resume::Start, None) => {
                *progress = Some(0);
                State::Waiting
            }
            (Resume::Value(value), Some(doubled)) => {
                *doubled += 1;
                State::Yielded(2 * value)
            }
            _ => State::Refused,
        }
    }
}
