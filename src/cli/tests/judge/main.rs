//! The judge, given what no workbook hopes for.

mod answers;
mod clones;
#[path = "../copy/mod.rs"]
mod copy;
mod endings;
mod kept;
#[path = "../copy/lifeline.rs"]
mod lifeline;
mod limits;
mod processes;
mod runs;
#[path = "../copy/seed.rs"]
mod seed;
mod stalls;
mod tree;

use std::{fs, path::PathBuf};

use tempfile::TempDir;
use workbook::{
    checkout::Checkout,
    judge::{Judge, Limits, Subject, verdict::Verdict},
    manifest::{Exercise, Manifest},
};

/// The checkout that these tests are compiled in.
fn here() -> Checkout {
    Checkout::at(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).unwrap()
}

fn countdown(checkout: &Checkout) -> Exercise {
    let manifest = Manifest::load(checkout).unwrap();
    let mut exercises = manifest.exercises();
    exercises.find(|e| e.key() == "generators/countdown").unwrap().clone()
}

/// A file that is judged, in a folder of its own.
struct Trial {
    folder: TempDir,
}

impl Trial {
    /// An answer that is right but for what it does first: `at_new` once,
    /// before it counts, and `at_next` in each call.
    fn doing(at_new: &str, at_next: &str) -> Self {
        Self::text(format!(
            "pub struct Countdown {{ left: u32 }}
             impl Countdown {{
                 pub fn new(from: u32) -> Self {{
                     {at_new}
                     Self {{ left: from }}
                 }}
             }}
             impl Iterator for Countdown {{
                 type Item = u32;
                 fn next(&mut self) -> Option<u32> {{
                     {at_next}
                     let left = self.left.checked_sub(1)?;
                     Some(std::mem::replace(&mut self.left, left))
                 }}
             }}
             "
        ))
    }

    fn text(text: impl AsRef<[u8]>) -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("subject.rs"), text).unwrap();
        Self { folder }
    }

    /// The same, followed by this item.
    fn with(self, item: &str) -> Self {
        let text = fs::read_to_string(self.subject()).unwrap();
        Self::text(text + item)
    }

    fn subject(&self) -> PathBuf {
        self.folder.path().join("subject.rs")
    }

    fn verdict(&self) -> Verdict {
        self.verdict_within(Limits::default())
    }

    fn verdict_within(&self, limits: Limits) -> Verdict {
        let checkout = here();
        let subject = self.subject();
        Judge::new(&checkout)
            .with_limits(limits)
            .judge(&countdown(&checkout), Subject::File(&subject))
            .unwrap()
    }
}
