//! The model: what there is to say of a run.

use std::{ops::Range, time::Duration};

/// One run: who ran when, and who waited for whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timeline {
    /// In the order of their first step; those that never ran come last.
    pub lanes: Vec<Lane>,
    /// Who ran in each step, in the order of the steps.
    pub turns: Vec<Turn>,
    /// Who made whom ready, in the order of the steps.
    pub wakes: Vec<Wake>,
    /// When a virtual clock moved; empty where only the order is known.
    pub clock: Vec<Clock>,
    /// How many steps there are.
    pub steps: usize,
    /// Whether the run went on longer than a recording does.
    pub is_cut: bool,
}

/// A task, a generator or a function that was watched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lane {
    /// Its name, unlike that of any other lane.
    pub name: String,
    /// In which line of the file that is followed it was made, counted from
    /// 1; see [`Follower`](crate::Follower). None where nobody knows.
    pub line: Option<u32>,
    /// What it did, in the order of the steps; they never overlap.
    pub spans: Vec<Span>,
    /// What happened to it, in the order of the steps.
    pub marks: Vec<Mark>,
}

/// A stretch in which a lane is in one state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// That state.
    pub state: State,
    /// From the first step to the one after the last, counted from 0.
    pub steps: Range<usize>,
}

/// What a lane does; before it is made and after its end, nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// It runs.
    Running,
    /// It could run, and another lane does.
    Ready,
    /// It called another lane, which has not come back.
    Calling,
    /// It can't go on until somebody wakes it, or the clock moves.
    Waiting,
    /// It stopped half way, or has not begun, until somebody asks it.
    Paused,
}

/// Something that happened to a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// In which step, counted from 0.
    pub step: usize,
    /// What it was.
    pub event: Event,
}

/// What can happen to a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Event {
    /// It was made ready by a wake.
    Woken,
    /// It ended by itself, at the end of the step.
    Ended,
    /// It was dropped before its end.
    Dropped,
}

/// One step of one lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Which step, counted from 0.
    pub step: usize,
    /// Who runs: an index of [`Timeline::lanes`].
    pub lane: usize,
    /// What the lane that it had called gave it.
    pub got: Option<String>,
    /// How the step ended.
    pub end: End,
    /// In which line of the file that is followed it was seen last, counted
    /// from 1; see [`Follower`](crate::Follower). None where nobody knows.
    pub line: Option<u32>,
}

/// How a step ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The recording ended within it.
    Open,
    /// The lane called another one and waits for it.
    Called {
        /// The lane called: an index of [`Timeline::lanes`].
        lane: usize,
        /// What it was asked for, such as `next` or `poll`.
        what: String,
    },
    /// It gave a value to who had called it, and paused.
    Gave(String),
    /// It had nothing to give yet, and waits or is ready again.
    Pending,
    /// It ended, with a value where there is one to tell.
    Returned(Option<String>),
}

/// A wake: an arrow from lane to lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wake {
    /// In which step, counted from 0.
    pub step: usize,
    /// Who woke: an index of [`Timeline::lanes`]; none for a timer or
    /// whatever else runs in no lane.
    pub by: Option<usize>,
    /// Who was woken: an index of [`Timeline::lanes`].
    pub lane: usize,
}

/// A move of the virtual clock, which takes a step in which nobody runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// That step, counted from 0.
    pub step: usize,
    /// How late it is after it, since the beginning.
    pub now: Duration,
}

impl Timeline {
    /// Whether nothing was recorded.
    pub fn is_empty(&self) -> bool {
        self.lanes.is_empty()
    }

    /// The states that occur, and the events.
    pub(crate) fn kinds(&self) -> (Vec<State>, Vec<Event>) {
        let spans = self.lanes.iter().flat_map(|lane| &lane.spans);
        let mut states: Vec<_> = spans.map(|span| span.state).collect();
        let marks = self.lanes.iter().flat_map(|lane| &lane.marks);
        let mut events: Vec<_> = marks.map(|mark| mark.event).collect();
        states.sort_unstable();
        states.dedup();
        events.sort_unstable();
        events.dedup();
        (states, events)
    }
}

impl State {
    /// What it is, for a legend.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::Running => "runs",
            Self::Ready => "ready, another lane runs",
            Self::Calling => "waits in a call",
            Self::Waiting => "waits for a wake or the clock",
            Self::Paused => "paused, keeps its place",
        }
    }
}

impl Event {
    /// What it is, for a legend.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::Woken => "woken",
            Self::Ended => "runs and ends",
            Self::Dropped => "dropped",
        }
    }
}

impl Turn {
    /// What it gave to who had called it.
    pub(crate) fn gave(&self) -> Option<&str> {
        match &self.end {
            End::Gave(value) | End::Returned(Some(value)) => Some(value),
            _ => None,
        }
    }
}
