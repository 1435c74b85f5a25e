//! `workbook watch`: a verdict at each save.

use anyhow::Result;

use super::{Outcome, desk::Desk};
use crate::watch::{self, End};

const EXAMPLES: &str = "\
Examples:
  cargo workbook watch            your next unsolved exercise
  cargo workbook watch countdown  this exercise

Each save is judged, and a save during a verdict starts it over. Ctrl-C ends
the watch.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// An exercise, by its name, `ch02/name` or path; when left out, the next
    /// unsolved exercise.
    exercise: Option<String>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Outcome> {
    let names = desk.names();
    let named = args.exercise.as_deref();
    let named = named.map(|typed| names.exercise(typed)).transpose()?;
    desk.progress();
    let end = watch::plain(desk.checkout, desk.manifest, named)?;
    Ok(match end {
        End::Quit => Outcome::Done,
        End::Signal(number) => Outcome::Code(128 + number),
    })
}
