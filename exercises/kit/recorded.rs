//! The run at hand, kept for the verdict: who ran when, and who woke whom.
//!
//! It costs nothing to a check without a judge. With one, the runners of the
//! kit take down what they do, and a panic tells the judge what was taken
//! down last: the run that failed, up to the step in which it did.

use std::{
    cell::{Cell, RefCell},
    panic::{self, Location},
    sync::Once,
    time::Duration,
};

use timeline::{End, Follower, LaneId, Recording};
use tokio::time::Instant;

use crate::report;

/// Steps that somebody looks through; a run that goes on is cut.
const MOST: usize = 300;

thread_local! {
    static RUN: RefCell<Option<Recording>> = const { RefCell::new(None) };
    /// The number of the run, so that nothing of an earlier one is taken for
    /// a part of this.
    static NUMBER: Cell<usize> = const { Cell::new(0) };
    /// When the run began, where it has a virtual clock.
    static BEGAN: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// A lane of one run; of none, where nothing is recorded.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Lane(Option<(usize, LaneId)>);

/// Begins another run on this thread, if a judge wants to know of it.
pub(crate) fn begin() {
    if !report::is_heard() {
        return;
    }
    tell_when_it_panics();
    NUMBER.set(NUMBER.get() + 1);
    BEGAN.set(None);
    let mut recording = Recording::default();
    recording.follow(Lines);
    RUN.set(Some(recording));
}

/// The run at hand goes on tokio's clock, which is paused, until the guard is
/// dropped. To be called on the runtime, whose clock is asked at each step.
pub(crate) fn on_virtual_clock() -> OnClock {
    BEGAN.set(Some(Instant::now()));
    OnClock
}

/// The run at hand has a virtual clock.
#[must_use = "the clock is asked until this is dropped"]
pub(crate) struct OnClock;

impl Drop for OnClock {
    fn drop(&mut self) {
        BEGAN.set(None);
    }
}

/// Makes a run that has failed the one at hand, as this writes it.
pub(crate) fn keep(run: impl FnOnce(&mut Recording)) {
    begin();
    RUN.with_borrow_mut(|kept| kept.as_mut().map(run));
}

impl Lane {
    /// A new lane of the run at hand.
    pub(crate) fn new(name: &str) -> Self {
        let lane = RUN.try_with(|run| {
            let mut run = run.borrow_mut();
            run.as_mut().map(|run| (NUMBER.get(), run.lane(name)))
        });
        Self(lane.ok().flatten())
    }

    /// This lane, or a new one, if it was of an earlier run.
    pub(crate) fn or_new(self, name: &str) -> Self {
        match self.0 {
            Some((number, _)) if number == NUMBER.get() => self,
            _ => Self::new(name),
        }
    }

    /// It runs from now on; who ran so far calls it from this place.
    pub(crate) fn enter(self, what: &str, place: &Location<'_>) {
        self.tell(|run, lane| {
            if let Some(began) = BEGAN.get() {
                run.clock(began.elapsed());
            }
            run.enter_from(place, lane, what);
        });
    }

    pub(crate) fn leave(self, is_ready: bool) {
        let end = if is_ready { End::Returned(None) } else { End::Pending };
        self.tell(|run, lane| run.leave(lane, end));
    }

    /// Who runs wakes it.
    pub(crate) fn wake(self) {
        self.tell(Recording::wake);
    }

    pub(crate) fn drop_it(self) {
        self.tell(Recording::drop_lane);
    }

    fn tell(self, what: impl FnOnce(&mut Recording, LaneId)) {
        let Some((number, lane)) = self.0 else { return };
        if NUMBER.try_with(Cell::get) != Ok(number) {
            return;
        }
        // A thread that ends has no run any more.
        let _ = RUN.try_with(|run| {
            run.borrow_mut().as_mut().map(|run| what(run, lane))
        });
    }
}

/// Keeps the lines of the learner's file.
#[derive(Debug)]
struct Lines;

impl Follower for Lines {
    fn begins(&mut self, _: usize, _: Option<Duration>) {}

    fn most_steps(&self) -> usize {
        MOST
    }

    fn is_its_file(&self, file: &str) -> bool {
        let name = file.rsplit(['/', '\\']).next().unwrap_or_default();
        let is_exercise = name.starts_with('e') && name.contains('_');
        is_exercise && !name.ends_with("_test.rs") && !file.contains("/kit/")
    }
}

/// Has each panic tell the run of its thread, or that there is none: the last
/// panic is the one that ends the check.
fn tell_when_it_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            // A thread that ends has no run any more; and who panics while a
            // run is told has none that is whole.
            let run = RUN.try_with(|run| run.try_borrow_mut().ok()?.take());
            let json = run.ok().flatten().map(|run| run.finish().json());
            report::run(&json.unwrap_or_default());
            before(panic);
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_judge_nothing_is_recorded() {
        begin();
        let lane = Lane::new("future");
        lane.enter("poll", Location::caller());
        assert!(lane.0.is_none());
        assert!(RUN.with_borrow(Option::is_none));
    }

    #[test]
    fn only_the_learners_lines_are_kept() {
        let is_kept = |file| Lines.is_its_file(file);
        assert!(is_kept("/a/exercises/ch03_coroutines/e5_join2.rs"));
        assert!(is_kept("/a/solutions/ch03_coroutines/e5_join2.rs"));
        assert!(!is_kept("/a/exercises/ch03_coroutines/e5_join2_test.rs"));
        assert!(!is_kept("exercises/kit/strict.rs"));
    }
}
