//! Copies of what the learner wrote and something else took the place of.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

/// Keeps what was in the file at `path` in the folder under a new name: never
/// over another copy.
///
/// # Errors
/// When the folder takes nothing.
pub fn keep(
    text: &[u8],
    path: &Path,
    folder: &Path,
    now: SystemTime,
) -> io::Result<PathBuf> {
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
        let written = file.write_all(text).and_then(|()| file.sync_all());
        if written.is_err() {
            // Part of a copy looks like one, and is none.
            let _ = fs::remove_file(&copy);
        }
        return written.map(|()| copy);
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
            let copy = keep(text.as_bytes(), &file, &kept, now).unwrap();
            assert_eq!(fs::read_to_string(copy).unwrap(), text);
        }
        assert_eq!(fs::read_dir(&kept).unwrap().count(), 3);
    }

    #[test]
    fn a_time_is_told_as_a_calendar_tells_it() {
        let at = |s| timestamp(UNIX_EPOCH + Duration::from_secs(s));
        assert_eq!(at(0), "19700101-000000");
        assert_eq!(at(951_782_400), "20000229-000000");
        assert_eq!(at(1_795_269_933), "20261121-140533");
    }
}
