//! A recording: what happens is told, step by step, and becomes a timeline.

mod finish;

use std::{panic::Location, time::Duration};

use crate::{
    follow::Follower,
    model::{Clock, End, Event, Lane, Mark, Span, State, Timeline, Turn, Wake},
};

/// More steps than these are not kept: about 10 MB.
const MOST: usize = 100_000;

/// Longer values are cut to this many characters.
const LONGEST: usize = 24;

/// Names a lane of one [`Recording`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LaneId(usize);

/// Takes down what happens, for whoever runs the steps: a runtime, a check's
/// scheduler. Listings use [`crate::record`] and have this done for them.
///
/// It keeps at most 100,000 steps, or as many as its follower wants, and says
/// so if there were more.
///
/// # Examples
/// ```
/// use timeline::{End, Recording};
///
/// let mut recording = Recording::default();
/// let (a, b) = (recording.lane("a"), recording.lane("b"));
/// recording.enter(a, "poll");
/// recording.leave(a, End::Pending);
/// recording.enter(b, "poll");
/// recording.wake(a);
/// recording.leave(b, End::Returned(None));
/// let run = recording.finish();
/// assert_eq!(run.sentences(), ["a waits", "b wakes a and ends"]);
/// ```
#[derive(Debug, Default)]
pub struct Recording {
    run: Timeline,
    tracks: Vec<Track>,
    /// Who runs, on top of those who wait for it.
    stack: Vec<usize>,
    follower: Option<Box<dyn Follower>>,
}

/// Where a lane stands while it is recorded.
#[derive(Debug, Default)]
struct Track {
    /// Its state and the step since which it is in it.
    state: Option<(State, usize)>,
    /// Its turn that is not over.
    turn: Option<usize>,
    first_step: Option<usize>,
    /// Woken while it ran or called another: it is ready once it leaves.
    is_woken: bool,
    /// In which line it called the lane that runs.
    calls_in: Option<u32>,
}

impl Recording {
    /// From now on `follower` is told of each step, and lines are kept of the
    /// file that it names.
    pub fn follow(&mut self, follower: impl Follower + 'static) {
        self.follower = Some(Box::new(follower));
    }

    /// The lane that runs, if one does, comes to this place.
    pub fn at(&mut self, place: &Location<'_>) {
        self.come_to(place);
    }

    /// As [`Recording::enter`]; who ran so far calls from this place, and
    /// goes on there.
    pub fn enter_from(
        &mut self,
        place: &Location<'_>,
        lane: LaneId,
        what: &str,
    ) {
        let line = self.come_to(place);
        if let Some(&caller) = self.stack.last() {
            self.tracks[caller].calls_in = line;
        }
        self.enter(lane, what);
    }

    /// The line, if it is one of those to keep.
    fn come_to(&mut self, place: &Location<'_>) -> Option<u32> {
        let follower = self.follower.as_deref()?;
        if self.run.is_cut || !follower.is_its_file(place.file()) {
            return None;
        }
        let turn = self.tracks[*self.stack.last()?].turn?;
        self.run.turns[turn].line = Some(place.line());
        Some(place.line())
    }

    /// Adds a lane that is paused from now on. A name that is taken gets a
    /// number: `worker`, `worker 2`.
    pub fn lane(&mut self, name: &str) -> LaneId {
        let taken = |name: &str| self.run.lanes.iter().any(|l| l.name == name);
        let mut own = name.to_owned();
        for n in 2.. {
            if !taken(&own) {
                break;
            }
            own = format!("{name} {n}");
        }
        self.run.lanes.push(Lane { name: own, ..Lane::default() });
        self.tracks.push(Track::default());
        let lane = self.tracks.len() - 1;
        self.set(lane, Some(State::Paused), self.now());
        LaneId(lane)
    }

    /// The lane of that name, where there is one.
    pub fn find(&self, name: &str) -> Option<LaneId> {
        let lane = self.run.lanes.iter().position(|lane| lane.name == name);
        lane.map(LaneId)
    }

    /// The lane runs from now on, and who ran so far waits for it; `what`
    /// names what it was asked for, such as `next`.
    pub fn enter(&mut self, lane: LaneId, what: &str) {
        if self.is_full() {
            return;
        }
        if let Some(&caller) = self.stack.last() {
            let what = what.to_owned();
            self.close(caller, End::Called { lane: lane.0, what });
            self.set(caller, Some(State::Calling), self.run.steps);
        }
        self.stack.push(lane.0);
        self.begin(lane.0, None);
    }

    /// The lane's step ends so, and whoever called it goes on. What gives or
    /// is pending can be entered again; all else ends the lane.
    pub fn leave(&mut self, lane: LaneId, end: End) {
        if self.run.is_cut {
            return;
        }
        let Some(depth) = self.stack.iter().rposition(|&l| l == lane.0) else {
            return;
        };
        let end = shortened(end);
        let is_woken = std::mem::take(&mut self.tracks[lane.0].is_woken);
        let after = match end {
            End::Gave(_) => Some(State::Paused),
            End::Pending if is_woken => Some(State::Ready),
            End::Pending => Some(State::Waiting),
            End::Open | End::Called { .. } | End::Returned(_) => None,
        };
        if after.is_none() {
            self.mark(lane.0, self.now(), Event::Ended);
        }
        self.set(lane.0, after, self.run.steps);
        let got = self.close(lane.0, end);
        self.stack.truncate(depth);
        if let Some(&caller) = self.stack.last()
            && !self.is_full()
        {
            self.begin(caller, got);
        }
    }

    /// The lane that runs, if one does, wakes this one.
    pub fn wake(&mut self, lane: LaneId) {
        let (step, by) = (self.now(), self.stack.last().copied());
        let track = &mut self.tracks[lane.0];
        let Some((state, _)) = track.state else { return };
        let is_ready = state == State::Ready || track.is_woken;
        if self.run.is_cut || is_ready {
            return;
        }
        self.run.wakes.push(Wake { step, by, lane: lane.0 });
        if self.stack.contains(&lane.0) {
            track.is_woken = true;
            return;
        }
        self.set(lane.0, Some(State::Ready), step);
        self.mark(lane.0, step, Event::Woken);
    }

    /// The lane is dropped; it is none of those that run or call.
    pub fn drop_lane(&mut self, lane: LaneId) {
        let is_busy = self.stack.contains(&lane.0);
        if is_busy || self.run.is_cut || self.tracks[lane.0].state.is_none() {
            return;
        }
        // It keeps its place until somewhere within this step.
        self.set(lane.0, None, self.run.steps);
        let step = self.run.steps.saturating_sub(1);
        self.mark(lane.0, step, Event::Dropped);
    }

    /// The virtual clock moves on, while nobody runs: who ran waits for it
    /// and goes on then.
    pub fn clock(&mut self, now: Duration) {
        let before = self.run.clock.last().map_or(Duration::ZERO, |c| c.now);
        if now <= before || self.is_full() {
            return;
        }
        let step = self.run.steps;
        let sleeper = self.stack.last().copied();
        if let Some(lane) = sleeper {
            self.close(lane, End::Pending);
            self.set(lane, Some(State::Waiting), step);
        }
        self.run.clock.push(Clock { step, now });
        self.take_step();
        if let Some(lane) = sleeper {
            self.begin(lane, None);
        }
    }

    /// Ends the recording: what was recorded, in the order of first steps.
    pub fn finish(mut self) -> Timeline {
        for lane in 0..self.tracks.len() {
            self.set(lane, None, self.run.steps);
        }
        let mut order: Vec<_> = (0..self.tracks.len()).collect();
        order.sort_by_key(|&lane| {
            (self.tracks[lane].first_step.unwrap_or(usize::MAX), lane)
        });
        let mut run = self.run;
        finish::clamp(&mut run);
        finish::reorder(&mut run, &order);
        run
    }

    /// The step in which something happens now.
    fn now(&self) -> usize {
        match self.stack.is_empty() {
            true => self.run.steps,
            false => self.run.steps.saturating_sub(1),
        }
    }

    fn is_full(&mut self) -> bool {
        let follower = self.follower.as_deref();
        let most = follower.map_or(MOST, Follower::most_steps);
        self.run.is_cut |= self.run.steps >= most.min(MOST);
        self.run.is_cut
    }

    /// The lane's next turn takes the next step.
    fn begin(&mut self, lane: usize, got: Option<String>) {
        let step = self.run.steps;
        self.set(lane, Some(State::Running), step);
        let track = &mut self.tracks[lane];
        track.first_step.get_or_insert(step);
        track.turn = Some(self.run.turns.len());
        let line = track.calls_in.take();
        self.run.turns.push(Turn { step, lane, got, end: End::Open, line });
        self.take_step();
    }

    /// The step that is next begins.
    fn take_step(&mut self) {
        let step = self.run.steps;
        self.run.steps += 1;
        if let Some(follower) = &mut self.follower {
            follower.begins(step, self.run.clock.last().map(|c| c.now));
        }
    }

    /// The lane's turn ends so; what it gave.
    fn close(&mut self, lane: usize, end: End) -> Option<String> {
        let turn = self.tracks[lane].turn.take()?;
        let turn = &mut self.run.turns[turn];
        turn.end = end;
        turn.gave().map(str::to_owned)
    }

    fn set(&mut self, lane: usize, state: Option<State>, step: usize) {
        let next = state.map(|state| (state, step));
        let before = std::mem::replace(&mut self.tracks[lane].state, next);
        if let Some((state, from)) = before
            && from < step
        {
            let spans = &mut self.run.lanes[lane].spans;
            spans.push(Span { state, steps: from..step });
        }
    }

    fn mark(&mut self, lane: usize, step: usize, event: Event) {
        self.run.lanes[lane].marks.push(Mark { step, event });
    }
}

fn shortened(end: End) -> End {
    match end {
        End::Gave(value) => End::Gave(cut(value)),
        End::Returned(value) => End::Returned(value.map(cut)),
        end => end,
    }
}

fn cut(value: String) -> String {
    if value.chars().count() <= LONGEST {
        return value;
    }
    value.chars().take(LONGEST - 1).chain(['…']).collect()
}
