//! `workbook hint`: one level more each time.

use anyhow::{Result, bail, ensure};

use super::{
    Outcome,
    desk::{Desk, command},
};
use crate::{
    manifest::Exercise,
    report::{self, Ink},
};

const EXAMPLES: &str = "\
Examples:
  cargo workbook hint countdown            the next hint
  cargo workbook hint countdown --again    the last one once more
  cargo workbook hint countdown --level 1  the first one

A hint is first a question, then a pointer, then the step; never code. Hints
are counted and cost no points.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// An exercise, by its name, `ch02/name` or path.
    exercise: String,
    /// Repeat the hint that was given last.
    #[arg(long)]
    again: bool,
    /// Give the hint of this level, from 1.
    #[arg(long, value_name = "N", conflicts_with = "again")]
    level: Option<u32>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Outcome> {
    let exercise = desk.names().exercise(&args.exercise)?;
    let name = exercise.name();
    let n_hints = u32::try_from(exercise.hints.len()).unwrap_or(u32::MAX);
    ensure!(n_hints > 0, "{name} has no hints; its page is {}", page(exercise));
    let taken = desk.progress().of(&exercise.key()).hints;
    let level = match args.level {
        Some(level) if level == 0 || level > n_hints => {
            bail!("{name} has no hint {level}; its hints are 1 to {n_hints}")
        }
        Some(level) => level,
        None if args.again && taken == 0 => bail!(
            "no hint of {name} is taken yet; `cargo workbook hint {name}` \
             takes the first"
        ),
        None if args.again => taken.min(n_hints),
        None => taken.saturating_add(1),
    };
    if level > n_hints {
        return tell_what_else_there_is(desk, exercise);
    }
    let ((), notices) = desk.store.change(|progress| {
        let record = progress.entry(&exercise.key());
        record.hints = record.hints.max(level);
    });
    let hint = &exercise.hints[level as usize - 1];
    let head = Ink::Heading.on(format!("{name}, hint {level} of {n_hints}"));
    let hint = desk.look.wrap(hint, "  ", "  ");
    report::print(&format!("{head}\n\n{hint}"))?;
    desk.note(&notices);
    Ok(Outcome::Done)
}

fn tell_what_else_there_is(
    desk: &Desk,
    exercise: &Exercise,
) -> Result<Outcome> {
    let name = exercise.name();
    let n_hints = exercise.hints.len();
    let item = |text: String| desk.look.wrap(&text, "  ", "    ");
    let head = match n_hints {
        1 => format!("{name}: its one hint is taken; there is still"),
        _ => format!("{name}: all {n_hints} hints are taken; there is still"),
    };
    let again = command(&format!("hint {name} --again"));
    let peek = command(&format!("solution {name} --peek"));
    let text = desk.look.wrap(&Ink::Heading.on(head), "", "")
        + "\n"
        + &item(format!("the last hint once more: {again}"))
        + &item(format!("the chapter's page: {}", page(exercise)))
        + &item(format!("the solution, and a note that you looked: {peek}"));
    report::print(&text)?;
    Ok(Outcome::Done)
}

fn page(exercise: &Exercise) -> String {
    format!("book/src/{}", exercise.chapter.page())
}
