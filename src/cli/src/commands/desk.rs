//! What every command of the learner works with.

use crate::{
    checkout::Checkout,
    manifest::{Exercise, Manifest},
    names::Names,
    progress::{Progress, Record, Store},
    report::{self, Ink, Look, Standing},
    sealed,
};

/// The learner's workplace.
pub(super) struct Desk<'a> {
    pub(super) checkout: &'a Checkout,
    pub(super) manifest: &'a Manifest,
    pub(super) store: Store,
    pub(super) look: Look,
}

impl<'a> Desk<'a> {
    pub(super) fn new(checkout: &'a Checkout, manifest: &'a Manifest) -> Self {
        let store = Store::of(checkout);
        Self { checkout, manifest, store, look: Look::of_terminal() }
    }

    pub(super) fn names(&self) -> Names<'a> {
        Names::new(self.checkout, self.manifest)
    }

    /// Progress as it is kept; what is wrong with it is told.
    pub(super) fn progress(&self) -> Progress {
        let (progress, notices) = self.store.load();
        self.note(&notices);
        progress
    }

    pub(super) fn note(&self, notices: &[String]) {
        for notice in notices {
            report::tell("note", notice);
        }
    }

    /// The first exercise in reading order that is not solved.
    pub(super) fn next(&self, progress: &Progress) -> Option<&'a Exercise> {
        self.manifest.exercises().find(|e| !progress.is_solved(&e.key()))
    }

    /// Whether the learner's file is still the stub.
    pub(super) fn is_stub(&self, exercise: &Exercise) -> bool {
        sealed::find(&exercise.subject()).is_some_and(|stub| {
            sealed::is_untouched(stub, self.checkout.root())
        })
    }

    pub(super) fn standing(
        &self,
        progress: &Progress,
        exercise: &Exercise,
    ) -> (Standing, Record) {
        let record = progress.of(&exercise.key());
        let standing = if record.solved.is_some() {
            Standing::Solved
        } else if self.is_stub(exercise) {
            Standing::NotBegun
        } else {
            Standing::Begun
        };
        (standing, record)
    }

    /// What to do next: `next: ...`, wrapped.
    pub(super) fn next_step(&self, text: &str) -> String {
        self.look.wrap(text, "next: ", "      ")
    }

    /// Says which exercise comes next, or that none is left.
    pub(super) fn way_on(&self, progress: &Progress) -> String {
        let Some(next) = self.next(progress) else {
            return self.look.wrap("every exercise is solved", "", "");
        };
        let text = format!(
            "{}, {}, {}: {}",
            next.name(),
            report::count(next.points, "point"),
            report::count(next.minutes, "minute"),
            next.subject()
        );
        let check = command("check");
        self.next_step(&text)
            + &self.look.wrap(&format!("then {check}"), "      ", "      ")
    }
}

/// A command as the learner types it.
pub(super) fn command(rest: &str) -> String {
    // Held together when lines are wrapped.
    let whole = format!("cargo workbook {rest}").replace(' ', "\u{a0}");
    Ink::Code.on(whole)
}
