//! What the server keeps for the learner: answers, verdicts, hints,
//! predictions and progress.
//!
//! - [`answer`]: the file that a learner edits, read and saved;
//! - [`checked`]: a verdict as a page shows it;
//! - [`seat`]: one exercise, its judge and who listens;
//! - [`seats`]: all of them, on a thread of their own;
//! - [`study`]: hints, predictions and progress;
//! - [`routes`]: what a page calls.

pub mod answer;
pub mod checked;
pub mod routes;
pub mod seat;
pub mod seats;
pub mod study;

use std::{collections::HashSet, sync::Arc};

use crate::{checkout::Checkout, manifest::Manifest};
use answer::Answers;
use seats::{Listening, Seats};

/// What all pages of one server share.
#[derive(Debug)]
pub struct Desk {
    pub answers: Arc<Answers>,
    pub seats: Seats,
}

impl Desk {
    pub fn of(checkout: &Checkout) -> Self {
        let answers = Arc::new(Answers::of(checkout));
        let seats = Seats::new(checkout, &answers);
        Self { answers, seats }
    }

    /// News of the exercises that a page names, with commas between. A name
    /// that no exercise has is passed over: the page hears the rest.
    pub fn follow(
        &self,
        manifest: Option<Manifest>,
        names: &str,
    ) -> Option<Listening> {
        let names: HashSet<_> = names.split(',').collect();
        let followed = manifest?
            .exercises()
            .filter(|exercise| names.contains(&*exercise.name()))
            .cloned()
            .collect::<Vec<_>>();
        (!followed.is_empty()).then(|| self.seats.follow(followed))
    }
}
