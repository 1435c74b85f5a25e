//! All that is told to people, as text for a terminal.
//!
//! Nothing here prints but [`print()`]; whether colors are shown is decided
//! there, once. A symbol or a color never says what no word says.

mod ending;
mod failing;
mod look;
mod markdown;
mod page;
mod syllabus;
mod verdict;

use std::io::{self, IsTerminal, Write};

pub use ending::{Mark, explanation, word};
pub use failing::{Telling, failing_run, tells_run};
pub use look::{Ink, Look, visible};
pub use markdown::render;
pub use page::{Page, Pages};
pub use syllabus::{Standing, bar, chapter};
pub use verdict::{findings, harmless, line, sum};

/// Counts in words: `1 point`, `2 points`.
pub fn count(n: impl Into<u64>, what: &str) -> String {
    let n = n.into();
    let end = if n == 1 { "" } else { "s" };
    format!("{n} {what}{end}")
}

/// An id or a check's name as it is read: `stays at the end`.
pub fn words(name: &str) -> String {
    name.replace(['_', '-'], " ")
}

/// Prints to standard output, with colors only on a terminal that takes
/// them. A reader who went away early (`| head`) has read enough.
///
/// # Errors
/// When the output takes nothing more, a full disk for one.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Tells something besides, or what went wrong, on standard error: wrapped
/// on a terminal, with its line breaks alone in a log.
pub fn tell(who: &str, text: &str) {
    let text = match io::stderr().is_terminal() {
        true => Look::of_terminal().wrap(text, &format!("{who}: "), "  "),
        false => format!("{who}: {text}\n"),
    };
    // Who can't be told can't be told that either.
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}
