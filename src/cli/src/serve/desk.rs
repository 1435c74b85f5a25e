//! What the server keeps for the learner: answers, verdicts, hints,
//! predictions and progress.
//!
//! - [`answer`]: the file that a learner edits, read and saved;
//! - `swap`: one file's content in another's place, in one step;
//! - [`checked`]: a verdict as a page shows it;
//! - [`study`]: hints, predictions and progress.

pub mod answer;
pub mod checked;
pub mod study;
mod swap;
