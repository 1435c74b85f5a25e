//! `workbook reset`: the stub again, and a copy of what it replaced.

use std::{fs, time::SystemTime};

use anyhow::{Context, Result};

use super::{
    Outcome,
    desk::{Desk, command},
};
use crate::{manifest::Exercise, replaced::keep_copy, report, sealed};

const EXAMPLES: &str = "\
Examples:
  cargo workbook reset countdown
  cargo workbook reset exercises/ch02_generators/e1_countdown.rs

What you wrote is kept as a copy in .workbook/replaced. Progress stays.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// An exercise, by its name, `ch02/name` or path.
    exercise: String,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Outcome> {
    let exercise = desk.names().exercise(&args.exercise)?;
    let subject = exercise.subject();
    let stub = stub(exercise)?;
    if desk.is_stub(exercise) {
        let said = format!("{subject} is as it was given; nothing to reset");
        report::print(&desk.look.wrap(&said, "", "  "))?;
        return Ok(Outcome::Done);
    }
    let path = desk.checkout.path(&subject);
    let folder = desk.checkout.replaced();
    let copy =
        keep_copy(&path, &folder, SystemTime::now()).with_context(|| {
            format!(
                "no copy of {subject} can be kept in {}, so it is left as it \
                 is",
                folder.display()
            )
        })?;
    let is_new = !path.exists();
    let written = match path.parent() {
        Some(parent) => fs::create_dir_all(parent),
        None => Ok(()),
    };
    written
        .and_then(|()| fs::write(&path, stub))
        .with_context(|| format!("{subject} can't be written"))?;
    let mut text = match is_new {
        true => format!("{subject} was gone; the stub is back\n"),
        false => format!("{subject} is the stub again\n"),
    };
    if let Some(copy) = copy {
        let shown = copy.strip_prefix(desk.checkout.root()).unwrap_or(&copy);
        text += &format!("what it replaced is kept as {}\n", shown.display());
    }
    text +=
        &format!("next: {}", command(&format!("check {}", exercise.name())));
    report::print(&desk.look.wrap(&text, "", ""))?;
    Ok(Outcome::Done)
}

/// The text that the exercise was given with.
fn stub(exercise: &Exercise) -> Result<&'static str> {
    let subject = exercise.subject();
    let sealed = sealed::find(&subject).with_context(|| {
        format!(
            "{subject} is not sealed, so nobody knows how it was given; run \
             `cargo workbook dev seal` and build again"
        )
    })?;
    sealed.text.with_context(|| {
        format!(
            "{subject} was edited before this workbook was built, and git \
             had no copy of it; `git restore {subject}` brings it back in a \
             clone with its history"
        )
    })
}
