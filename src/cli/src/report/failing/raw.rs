//! A run as the package `timeline` writes it, read back.

use std::time::Duration;

use serde::Deserialize;
use timeline::{
    Clock, End, Event, Lane, Mark, Span, State, Timeline, Turn, Wake,
};

/// More steps than a check keeps.
const MOST: usize = 100_000;

#[derive(Debug, Deserialize)]
pub(super) struct Run {
    lanes: Vec<RunLane>,
    turns: Vec<RunTurn>,
    wakes: Vec<RunWake>,
    clock: Vec<RunClock>,
    steps: usize,
    cut: bool,
}

#[derive(Debug, Deserialize)]
struct RunLane {
    name: String,
    line: Option<u32>,
    spans: Vec<RunSpan>,
    marks: Vec<RunMark>,
}

#[derive(Debug, Deserialize)]
struct RunSpan {
    state: RunState,
    from: usize,
    to: usize,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RunState {
    Running,
    Ready,
    Calling,
    Waiting,
    Paused,
}

#[derive(Debug, Deserialize)]
struct RunMark {
    step: usize,
    event: RunEvent,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RunEvent {
    Woken,
    Ended,
    Dropped,
}

#[derive(Debug, Deserialize)]
struct RunTurn {
    step: usize,
    lane: usize,
    got: Option<String>,
    end: RunEnd,
    line: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum RunEnd {
    Open,
    Called { lane: usize, value: String },
    Gave { value: String },
    Pending,
    Returned { value: Option<String> },
}

#[derive(Debug, Deserialize)]
struct RunWake {
    step: usize,
    by: Option<usize>,
    lane: usize,
}

/// Its time is in microseconds.
#[derive(Debug, Deserialize)]
struct RunClock {
    step: usize,
    now: u64,
}

impl Run {
    /// The run, if all that it names is in it: the process that wrote it ran
    /// the learner's code, too.
    pub(super) fn timeline(self) -> Option<Timeline> {
        self.is_whole().then(|| Timeline {
            lanes: self.lanes.into_iter().map(RunLane::lane).collect(),
            turns: self.turns.into_iter().map(RunTurn::turn).collect(),
            wakes: self.wakes.into_iter().map(RunWake::wake).collect(),
            clock: self.clock.into_iter().map(RunClock::clock).collect(),
            steps: self.steps,
            is_cut: self.cut,
        })
    }

    fn is_whole(&self) -> bool {
        let is_lane = |lane: usize| lane < self.lanes.len();
        let is_step = |step: usize| step < self.steps;
        let is_span =
            |span: &RunSpan| span.from < span.to && span.to <= self.steps;
        let lanes = self.lanes.iter().all(|lane| {
            lane.spans.iter().all(is_span)
                && lane.marks.iter().all(|mark| is_step(mark.step))
        });
        let turns = self.turns.iter().all(|turn| {
            let called = match turn.end {
                RunEnd::Called { lane, .. } => lane,
                _ => turn.lane,
            };
            is_step(turn.step) && is_lane(turn.lane) && is_lane(called)
        });
        let wakes = self.wakes.iter().all(|wake| {
            is_step(wake.step)
                && is_lane(wake.lane)
                && wake.by.is_none_or(is_lane)
        });
        let clock = self.clock.iter().all(|clock| is_step(clock.step));
        self.steps <= MOST && lanes && turns && wakes && clock
    }
}

impl RunLane {
    fn lane(self) -> Lane {
        let span = |RunSpan { state, from, to }| {
            let state = match state {
                RunState::Running => State::Running,
                RunState::Ready => State::Ready,
                RunState::Calling => State::Calling,
                RunState::Waiting => State::Waiting,
                RunState::Paused => State::Paused,
            };
            Span { state, steps: from..to }
        };
        let mark = |RunMark { step, event }| {
            let event = match event {
                RunEvent::Woken => Event::Woken,
                RunEvent::Ended => Event::Ended,
                RunEvent::Dropped => Event::Dropped,
            };
            Mark { step, event }
        };
        Lane {
            name: self.name,
            line: self.line,
            spans: self.spans.into_iter().map(span).collect(),
            marks: self.marks.into_iter().map(mark).collect(),
        }
    }
}

impl RunTurn {
    fn turn(self) -> Turn {
        let Self { step, lane, got, end, line } = self;
        let end = match end {
            RunEnd::Open => End::Open,
            RunEnd::Called { lane, value } => End::Called { lane, what: value },
            RunEnd::Gave { value } => End::Gave(value),
            RunEnd::Pending => End::Pending,
            RunEnd::Returned { value } => End::Returned(value),
        };
        Turn { step, lane, got, end, line }
    }
}

impl RunWake {
    fn wake(self) -> Wake {
        let Self { step, by, lane } = self;
        Wake { step, by, lane }
    }
}

impl RunClock {
    fn clock(self) -> Clock {
        let now = Duration::from_micros(self.now);
        Clock { step: self.step, now }
    }
}
