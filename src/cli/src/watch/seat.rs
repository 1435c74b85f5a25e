//! The exercise at hand: its file, and the judge that is at work on it.

use std::{
    sync::mpsc::Sender,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

use super::{
    Event,
    run::{Run, Told},
    saves::{LOOK, Saves},
    touches,
};
use crate::{
    checkout::Checkout,
    judge::Judge,
    manifest::{Exercise, Manifest},
    progress::{Progress, Store},
    report::{Page, Pages, Standing},
    sealed,
};

/// How often a file at rest is looked at, of which the system says when it is
/// worth a look: another machine may write to it, of which nobody says so.
const SELDOM: Duration = Duration::from_millis(100);

pub(super) struct Seat<'a> {
    pub(super) checkout: &'a Checkout,
    pub(super) manifest: &'a Manifest,
    pub(super) store: Store,
    pub(super) exercise: &'a Exercise,
    pub(super) run: Option<Run>,
    /// Whether Cargo builds what the checks link before this run's verdict.
    pub(super) is_building: bool,
    saves: Saves,
    /// Whether the system says when the file is worth a look.
    is_told: bool,
    n_runs: u64,
    events: Sender<Event>,
}

impl<'a> Seat<'a> {
    /// At the exercise that is named, else the next unsolved one, else the
    /// last.
    ///
    /// # Errors
    /// When the workbook has no exercise.
    pub(super) fn take(
        checkout: &'a Checkout,
        manifest: &'a Manifest,
        named: Option<&'a Exercise>,
        events: Sender<Event>,
    ) -> Result<Self> {
        let store = Store::of(checkout);
        let exercise = named
            .or_else(|| unsolved(manifest, &store.load().0))
            .or_else(|| manifest.exercises().last())
            .context("workbook.toml names no exercise yet")?;
        Ok(Self {
            checkout,
            manifest,
            store,
            exercise,
            run: None,
            is_building: false,
            saves: Saves::of(checkout.path(exercise.subject())),
            is_told: touches::tell(checkout, manifest, &events),
            n_runs: 0,
            events,
        })
    }

    /// Goes to another exercise; what is judged at this one is ended.
    pub(super) fn move_to(&mut self, exercise: &'a Exercise) {
        self.run = None;
        self.exercise = exercise;
        self.saves = Saves::of(self.checkout.path(exercise.subject()));
    }

    /// The first unsolved exercise, if it is another one.
    pub(super) fn next(&self) -> Option<&'a Exercise> {
        unsolved(self.manifest, &self.store.load().0)
            .filter(|next| next.key() != self.exercise.key())
    }

    /// Has the file judged as it is now; a run that is under way is ended.
    pub(super) fn judge(&mut self) -> Result<()> {
        self.run = None;
        self.n_runs += 1;
        let (number, events) = (self.n_runs, self.events.clone());
        let tell = move |told| {
            let _ = events.send(match told {
                Told::Said(line) => Event::Said(number, line),
                Told::Judged(judged) => Event::Judged(number, judged),
            });
        };
        self.run = Some(Run::start(self.checkout, self.exercise, tell)?);
        // The judge is at work while this looks.
        self.is_building = !Judge::new(self.checkout).is_warm();
        Ok(())
    }

    /// Whether the file was saved since this was asked last.
    pub(super) fn is_saved(&mut self) -> bool {
        self.saves.look()
    }

    /// What is in the file now is no save.
    pub(super) fn overlook(&mut self) {
        let path = self.checkout.path(self.exercise.subject());
        self.saves = Saves::of(path);
    }

    /// How long to wait for events before the file is looked at again.
    pub(super) fn pause(&self) -> Duration {
        let is_calm = self.is_told && self.run.is_none();
        self.saves.pause(if is_calm { SELDOM } else { LOOK })
    }

    /// Whether this is the run under way, which has come to its end.
    pub(super) fn finish(&mut self, number: u64) -> bool {
        let is_current = self.is_at(number);
        if is_current {
            self.run = None;
            self.is_building = false;
        }
        is_current
    }

    /// Whether this is the run under way, not one that was ended.
    pub(super) fn is_at(&self, number: u64) -> bool {
        self.run.is_some() && self.n_runs == number
    }

    /// Looks whether the build is done.
    pub(super) fn look_at_build(&mut self) {
        self.is_building &= !Judge::new(self.checkout).is_warm();
    }

    pub(super) fn running(&self) -> Option<Instant> {
        self.run.as_ref().map(|run| run.start)
    }

    pub(super) fn standing(
        &self,
        progress: &Progress,
        exercise: &Exercise,
    ) -> Standing {
        let stub = sealed::find(&exercise.subject());
        let root = self.checkout.root();
        if progress.is_solved(&exercise.key()) {
            Standing::Solved
        } else if stub.is_some_and(|stub| sealed::is_untouched(stub, root)) {
            Standing::NotBegun
        } else {
            Standing::Begun
        }
    }

    /// The page of this misconception.
    pub(super) fn page(&self, misconception: Option<&String>) -> Option<Page> {
        Pages::of(self.checkout).open(misconception?).ok()
    }
}

/// The first exercise in reading order that is not solved.
fn unsolved<'a>(
    manifest: &'a Manifest,
    progress: &Progress,
) -> Option<&'a Exercise> {
    manifest.exercises().find(|e| !progress.is_solved(&e.key()))
}
