//! States that are used up, as on the page: who is refused is put back.

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

struct New;

impl New {
    fn start(self) -> Paused {
        Paused { doubled: 0 }
    }
}

struct Paused {
    doubled: usize,
}

impl Paused {
    fn double(self, value: i64) -> (Self, i64) {
        (Self { doubled: self.doubled + 1 }, 2 * value)
    }
}

enum Place {
    New(New),
    Paused(Paused),
}

pub struct Doubler {
    place: Option<Place>,
}

impl Doubler {
    pub fn new() -> Self {
        Self { place: Some(Place::New(New)) }
    }

    pub fn resume(&mut self, with: Resume<i64>) -> State<i64> {
        let (place, answer) = match (self.place.take(), with) {
            (Some(Place::New(new)), Resume::Start) => {
                (Some(Place::Paused(new.start())), State::Waiting)
            }
            (Some(Place::Paused(paused)), Resume::Value(value)) => {
                let (paused, double) = paused.double(value);
                (Some(Place::Paused(paused)), State::Yielded(double))
            }
            (Some(Place::New(_)), Resume::Close) => (None, State::Complete(0)),
            (Some(Place::Paused(paused)), Resume::Close) => {
                (None, State::Complete(paused.doubled))
            }
            (place, _) => (place, State::Refused),
        };
        self.place = place;
        answer
    }
}
