//! `workbook solution`: the workbook's own answer, after one's own.

use std::fs;

use anyhow::{Context, Result};

use super::{
    Outcome,
    desk::{Desk, command},
};
use crate::report;

const EXAMPLES: &str = "\
Examples:
  cargo workbook solution countdown          once it is solved
  cargo workbook solution countdown --peek   before; it is noted

Exit code: 0 shown, 1 not solved yet";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// An exercise, by its name, `ch02/name` or path.
    exercise: String,
    /// Show it before the exercise is solved, and note that in the progress.
    #[arg(long)]
    peek: bool,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Outcome> {
    let exercise = desk.names().exercise(&args.exercise)?;
    let key = exercise.key();
    let is_solved = desk.progress().is_solved(&key);
    if !is_solved && !args.peek {
        let name = exercise.name();
        let peek = command(&format!("solution {name} --peek"));
        let hint = command(&format!("hint {name}"));
        let item = |text: String| desk.look.wrap(&text, "  ", "    ");
        let text = format!("{name} is not solved yet\n")
            + &item(format!("a hint: {hint}"))
            + &item(format!(
                "the solution all the same, and a note that you looked: {peek}"
            ));
        report::print(&text)?;
        return Ok(Outcome::NotYet);
    }
    let path = exercise.solution();
    let text =
        fs::read_to_string(desk.checkout.path(&path)).with_context(|| {
            format!("{path} can't be read; `git restore {path}` brings it back")
        })?;
    if !is_solved {
        let ((), notices) = desk.store.change(|progress| {
            progress.entry(&key).peeked = true;
        });
        desk.note(&notices);
    }
    // The program text alone goes to standard output, to be piped.
    report::print(&text)?;
    report::tell("note", &format!("this is {path}"));
    Ok(Outcome::Done)
}
