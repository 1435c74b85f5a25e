//! A pause is the function that goes on from there.

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

/// Goes on from a pause.
type Pause = fn(&mut Doubler, Resume<i64>) -> State<i64>;

pub struct Doubler {
    pause: Pause,
    doubled: usize,
}

impl Doubler {
    pub fn new() -> Self {
        Self { pause: created, doubled: 0 }
    }

    pub fn resume(&mut self, with: Resume<i64>) -> State<i64> {
        (self.pause)(self, with)
    }

    fn end(&mut self) -> State<i64> {
        self.pause = ended;
        State::Complete(self.doubled)
    }
}

fn created(doubler: &mut Doubler, with: Resume<i64>) -> State<i64> {
    match with {
        Resume::Start => {
            doubler.pause = running;
            State::Waiting
        }
        Resume::Value(_) => State::Refused,
        Resume::Close => doubler.end(),
    }
}

fn running(doubler: &mut Doubler, with: Resume<i64>) -> State<i64> {
    match with {
        Resume::Start => State::Refused,
        Resume::Value(value) => {
            doubler.doubled += 1;
            State::Yielded(2 * value)
        }
        Resume::Close => doubler.end(),
    }
}

fn ended(_: &mut Doubler, _: Resume<i64>) -> State<i64> {
    State::Refused
}
