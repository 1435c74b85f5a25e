//! The watch: a verdict at each save, and keys that are live at all times.
//!
//! - `saves`: when the file at hand was saved;
//! - `touches`: the system's word that it is worth a look;
//! - `run`: a judge at work, in a process group that can be ended at once;
//! - `seat`: the exercise at hand, with its file and its run;
//! - `signals`: what ends the watch from outside;
//! - `words`: a verdict's sum in a line;
//! - [`plain()`]: verdicts line by line, for a log or a plain terminal;
//! - [`on_screen`]: the same on a screen, with keys.

mod plain;
pub(crate) mod run;
pub(crate) mod saves;
mod screen;
mod seat;
mod signals;
mod touches;
mod words;

use std::io::{self, IsTerminal};

pub use plain::plain;
pub use screen::on_screen;

use ratatui_crossterm::crossterm;
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
    /// A key, or another size of the terminal.
    Terminal(crossterm::event::Event),
    /// Nobody types any more: the terminal is gone.
    Hangup,
    /// What the learner asked for with a key.
    Answer(screen::Answer),
    /// A file in an exercise's folder was written or moved.
    Touched,
    Signal(u8),
    /// The process runs again after it was stopped.
    Continued,
}

/// Whether there is a terminal to draw on and to read keys from.
pub fn has_screen() -> bool {
    let is_dumb = std::env::var_os("TERM")
        .is_none_or(|term| term.is_empty() || term == "dumb");
    !is_dumb && io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// The end that a signal asks for: Ctrl-C is how a learner quits.
fn end_by(signal: u8) -> End {
    match i32::from(signal) {
        signal_hook::consts::SIGINT => End::Quit,
        _ => End::Signal(signal),
    }
}
