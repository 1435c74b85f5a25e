//! What the learner has done, kept in `.workbook/progress.json`.

mod store;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use store::Store;

/// The version of the file that this workbook reads and writes.
pub const VERSION: u32 = 1;

/// All exercises that were tried, by key: `generators/countdown`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    version: u32,
    #[serde(default)]
    exercises: BTreeMap<String, Record>,
    /// All listings whose output was predicted, by key: `ch02/from_fn`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    predictions: BTreeMap<String, Guess>,
}

/// What the learner predicted of one listing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Guess {
    pub tries: u32,
    /// The try that was the first right one, from 1.
    pub right: Option<u32>,
}

/// What the learner did with one exercise.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    /// As it was when the checks passed for the first time.
    pub solved: Option<FirstPass>,
    /// Verdicts on a file that was no longer the stub.
    pub attempts: u32,
    /// Hints that were taken.
    pub hints: u32,
    /// Looked at the solution before it was solved.
    pub peeked: bool,
}

/// What it took to solve an exercise for the first time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FirstPass {
    /// In seconds since 1970, UTC.
    pub at: u64,
    pub attempts: u32,
    pub hints: u32,
    pub peeked: bool,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            version: VERSION,
            exercises: BTreeMap::new(),
            predictions: BTreeMap::new(),
        }
    }
}

impl Progress {
    /// What is known of the exercise with this key.
    pub fn of(&self, key: &str) -> Record {
        self.exercises.get(key).cloned().unwrap_or_default()
    }

    pub fn is_solved(&self, key: &str) -> bool {
        self.exercises.get(key).is_some_and(|record| record.solved.is_some())
    }

    /// The record of the exercise with this key, to change.
    pub fn entry(&mut self, key: &str) -> &mut Record {
        self.exercises.entry(key.to_owned()).or_default()
    }
}

impl Progress {
    /// What was predicted of the listing with this key.
    pub fn guess(&self, key: &str) -> Guess {
        self.predictions.get(key).cloned().unwrap_or_default()
    }

    /// Counts a prediction.
    pub fn note_guess(&mut self, key: &str, is_right: bool) {
        let guess = self.predictions.entry(key.to_owned()).or_default();
        guess.tries = guess.tries.saturating_add(1);
        if is_right && guess.right.is_none() {
            guess.right = Some(guess.tries);
        }
    }
}

impl Record {
    /// Counts an attempt, and the first pass if it is one.
    pub fn note_attempt(&mut self, passed: bool) {
        self.attempts = self.attempts.saturating_add(1);
        if !passed || self.solved.is_some() {
            return;
        }
        let now = std::time::SystemTime::now();
        let since = now.duration_since(std::time::UNIX_EPOCH);
        self.solved = Some(FirstPass {
            at: since.map_or(0, |time| time.as_secs()),
            attempts: self.attempts,
            hints: self.hints,
            peeked: self.peeked,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_right_guess_is_kept() {
        let mut progress = Progress::default();
        for is_right in [false, true, false, true] {
            progress.note_guess("ch01/a", is_right);
        }
        assert_eq!(
            progress.guess("ch01/a"),
            Guess { tries: 4, right: Some(2) }
        );
        assert_eq!(progress.guess("ch01/b"), Guess::default());
    }

    #[test]
    fn the_first_pass_is_kept_as_it_was() {
        let mut record = Record { hints: 1, ..Record::default() };
        record.note_attempt(false);
        record.note_attempt(true);
        let first = record.solved.clone().unwrap();
        assert_eq!((first.attempts, first.hints, first.peeked), (2, 1, false));
        record.peeked = true;
        record.note_attempt(true);
        assert_eq!(record.solved, Some(first), "a later pass changes nothing");
        assert_eq!(record.attempts, 3);
    }
}
