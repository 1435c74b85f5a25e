//! The watch: a verdict at each save.
//!
//! - `saves`: when the file at hand was saved;
//! - `run`: a judge at work, in a process group that can be ended at once;
//! - `seat`: the exercise at hand, with its file and its run;
//! - `signals`: what ends the watch from outside;
//! - `words`: a verdict's sum in a line;
//! - [`plain()`]: verdicts line by line, for a log or a plain terminal.

mod plain;
mod run;
mod saves;
mod seat;
mod signals;
mod words;

pub use plain::plain;

use run::Judged;

/// How a watch ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The learner quit.
    Quit,
    /// A signal of this number asked for it.
    Signal(u8),
}

/// What the loop of a watch waits for.
#[derive(Debug)]
enum Event {
    /// A line that the judge of this run said besides its verdict.
    Said(u64, String),
    /// The run of this number came to its end.
    Judged(u64, Judged),
    Signal(u8),
}

/// The end that a signal asks for: Ctrl-C is how a learner quits.
fn end_by(signal: u8) -> End {
    match i32::from(signal) {
        signal_hook::consts::SIGINT => End::Quit,
        _ => End::Signal(signal),
    }
}
