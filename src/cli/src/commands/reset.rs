//! `workbook reset`: the stub again, and a copy of what it replaced.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result};

use super::{
    Outcome,
    desk::{Desk, command},
};
use crate::{manifest::Exercise, report, sealed};

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
    let folder = desk.checkout.keep().join("replaced");
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

/// Copies the file into the folder under a new name: never over another.
/// Gives nothing when there is no file.
fn keep_copy(
    path: &Path,
    folder: &Path,
    now: SystemTime,
) -> io::Result<Option<PathBuf>> {
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    fs::create_dir_all(folder)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let stamp = timestamp(now);
    for n in 1_u32.. {
        let more = if n == 1 { String::new() } else { format!("-{n}") };
        let copy = folder.join(format!("{stamp}-{stem}{more}.rs"));
        let mut file = match File::create_new(&copy) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                continue;
            }
            Err(error) => return Err(error),
        };
        file.write_all(&text)?;
        file.sync_all()?;
        return Ok(Some(copy));
    }
    unreachable!("some number is free")
}

/// `20261121-140533`, UTC.
fn timestamp(now: SystemTime) -> String {
    let since = now.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    let (days, seconds) = (since.as_secs() / 86_400, since.as_secs() % 86_400);
    let (year, month, day) = date(days);
    let (hour, minute) = (seconds / 3600, seconds / 60 % 60);
    let second = seconds % 60;
    format!("{year:04}{month:02}{day:02}-{hour:02}{minute:02}{second:02}")
}

/// Year, month and day, so many days after 1970-01-01.
fn date(mut days: u64) -> (u64, u64, u64) {
    let is_leap = |y: u64| {
        y.is_multiple_of(4) && (!y.is_multiple_of(100) || y.is_multiple_of(400))
    };
    let mut year = 1970;
    while days >= 365 + u64::from(is_leap(year)) {
        days -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u64::from(is_leap(year));
    let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 0;
    while days >= lengths[month] {
        days -= lengths[month];
        month += 1;
    }
    (year, month as u64 + 1, days + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let (file, kept) =
            (folder.path().join("a.rs"), folder.path().join("k"));
        let now = SystemTime::now();
        for text in ["first", "second", "third"] {
            fs::write(&file, text).unwrap();
            let copy = keep_copy(&file, &kept, now).unwrap().unwrap();
            assert_eq!(fs::read_to_string(copy).unwrap(), text);
        }
        assert_eq!(fs::read_dir(&kept).unwrap().count(), 3);
        let gone = keep_copy(&folder.path().join("b.rs"), &kept, now).unwrap();
        assert_eq!(gone, None);
    }

    #[test]
    fn a_time_is_told_as_a_calendar_tells_it() {
        let at = |s| timestamp(UNIX_EPOCH + Duration::from_secs(s));
        assert_eq!(at(0), "19700101-000000");
        assert_eq!(at(951_782_400), "20000229-000000");
        assert_eq!(at(1_795_269_933), "20261121-140533");
    }
}
