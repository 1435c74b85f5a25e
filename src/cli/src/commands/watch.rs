//! `workbook watch`: a verdict at each save.

use anyhow::Result;

use super::{Outcome, desk::Desk};
use crate::watch::{self, End};

const EXAMPLES: &str = "\
Examples:
  cargo workbook watch            your next unsolved exercise
  cargo workbook watch countdown  this exercise
  cargo workbook watch --plain    a verdict a save, line by line

Keys are shown at the bottom; `?` tells them all, `q` quits. Without a
terminal, and where TERM is `dumb`, verdicts are printed and Ctrl-C ends it.
NO_COLOR=1 takes the colors away.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// An exercise, by its name, `ch02/name` or path; when left out, the next
    /// unsolved exercise.
    exercise: Option<String>,
    /// Print verdicts line by line, without a screen.
    #[arg(long)]
    plain: bool,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Outcome> {
    let names = desk.names();
    let named = args.exercise.as_deref();
    let named = named.map(|typed| names.exercise(typed)).transpose()?;
    desk.progress();
    let has_screen = !args.plain && watch::has_screen();
    let watch = if has_screen { watch::on_screen } else { watch::plain };
    let end = watch(desk.checkout, desk.manifest, named)?;
    Ok(match end {
        End::Quit => Outcome::Done,
        End::Signal(number) => Outcome::Code(128 + number),
    })
}
