//! `workbook reset`: the stub again, and a copy of what it replaced.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    time::SystemTime,
};

use anyhow::{Context, Result, bail};

use super::{
    Outcome,
    desk::{Desk, command},
};
use crate::{
    manifest::Exercise,
    replaced, report, sealed,
    swap::{Swapped, obstacle, swap},
};

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
    let is_new = !desk.checkout.path(&subject).exists();
    let copy = put_back(desk, &subject, stub)?;
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

/// Puts the stub there, and a copy of what it replaces in its folder.
fn put_back(desk: &Desk, subject: &str, stub: &str) -> Result<Option<PathBuf>> {
    let path = desk.checkout.path(subject);
    if let Some(obstacle) = obstacle(&path) {
        bail!("{subject} {obstacle}, then run this again");
    }
    // As an editor does: the file that a link leads to.
    let path = path.canonicalize().unwrap_or(path);
    let unwritten = || format!("{subject} is left as it is");
    let folder = path.parent().expect("a subject lies in a folder");
    fs::create_dir_all(folder).with_context(unwritten)?;
    loop {
        let old = match fs::read(&path) {
            Ok(old) => Some(old),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("{subject} can't be read"));
            }
        };
        let copy = old.as_ref().map(|old| kept(desk, subject, old));
        let copy = copy.transpose()?;
        let swapped = swap(&path, old.as_deref(), stub);
        match swapped.with_context(unwritten)? {
            Swapped::Done => return Ok(copy),
            // Saved since it was read: that is kept as well.
            Swapped::Overtaken => {}
        }
    }
}

fn kept(desk: &Desk, subject: &str, old: &[u8]) -> Result<PathBuf> {
    let folder = desk.checkout.replaced();
    replaced::keep(old, Path::new(subject), &folder, SystemTime::now())
        .with_context(|| {
            format!(
                "no copy of {subject} can be kept in {}, so it is left as it \
                 is",
                folder.display()
            )
        })
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
