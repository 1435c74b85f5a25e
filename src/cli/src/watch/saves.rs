//! When a file was saved: its content and its time, looked at again and again.
//!
//! Looking needs no permission, and works on network mounts, where no event
//! comes. The content is compared besides the time, for some file systems
//! count times in seconds.

use std::{
    fs::{self, Metadata},
    path::{Path, PathBuf},
    time::{Duration, Instant, SystemTime},
};

/// How often the file is looked at where nobody says when: half of it is what
/// a verdict waits, and each look takes a tenth of a millisecond where others
/// use the processor.
pub(crate) const LOOK: Duration = Duration::from_millis(25);

/// How soon again, when it has just changed.
const AGAIN: Duration = Duration::from_millis(5);

/// After this rest, a save has another time on any file system: the coarsest
/// count in two seconds.
const COARSE: Duration = Duration::from_secs(3);

/// Files up to this size are compared byte by byte.
const LARGEST: u64 = 1 << 20;

/// How long a file may be gone or empty while an editor saves it.
const ABSENCE: Duration = Duration::from_millis(500);

/// Tells the saves of one file.
#[derive(Debug)]
pub(crate) struct Saves {
    path: PathBuf,
    /// As it was when its last save was told.
    told: State,
    /// As it was at the last look, and since when.
    last: State,
    since: Instant,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Gone,
    /// Without the content of a file that is too large to be an answer.
    There {
        saved: Option<SystemTime>,
        size: u64,
        content: Vec<u8>,
    },
}

impl Saves {
    /// Watches from now on: what is there now has been told.
    pub(crate) fn of(path: PathBuf) -> Self {
        let now = State::of(&path);
        Self { path, told: now.clone(), last: now, since: Instant::now() }
    }

    /// Looks once. True when the file was saved and is whole: two looks in a
    /// row saw the same, and none of an editor's steps between.
    pub(crate) fn look(&mut self) -> bool {
        if self.is_at_rest() {
            return false;
        }
        let now = State::of(&self.path);
        self.see(now, Instant::now())
    }

    /// Whether the file's time says enough, so that it need not be read.
    fn is_at_rest(&self) -> bool {
        self.since.elapsed() >= COARSE
            && self.last == self.told
            && fs::metadata(&self.path).is_ok_and(|file| self.last.fits(&file))
    }

    fn see(&mut self, state: State, now: Instant) -> bool {
        if state != self.last {
            self.last = state;
            self.since = now;
            return false;
        }
        let rest = if state.is_whole() { Duration::ZERO } else { ABSENCE };
        if state == self.told || now.duration_since(self.since) < rest {
            return false;
        }
        self.told = state;
        true
    }

    /// How long to wait before the next look: `idle`, unless the file has
    /// just changed.
    pub(crate) fn pause(&self, idle: Duration) -> Duration {
        match self.last == self.told {
            true => idle,
            false => AGAIN,
        }
    }
}

impl State {
    fn of(path: &Path) -> Self {
        let Ok(file) = fs::metadata(path) else { return Self::Gone };
        let content = match file.len() {
            0..=LARGEST => fs::read(path),
            _ => Ok(Vec::new()),
        };
        let Ok(content) = content else { return Self::Gone };
        let (saved, size) = (file.modified().ok(), file.len());
        Self::There { saved, size, content }
    }

    /// Whether a file has the time and the size of this one.
    fn fits(&self, file: &Metadata) -> bool {
        let Self::There { saved, size, .. } = self else { return false };
        (*saved, *size) == (file.modified().ok(), file.len())
    }

    /// Whether nobody expects more to come.
    fn is_whole(&self) -> bool {
        matches!(self, Self::There { size: 1.., .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: State = there(1);
    const MORE: State = there(2);
    const EMPTY: State = there(0);

    const fn there(size: u64) -> State {
        State::There { saved: None, size, content: Vec::new() }
    }

    /// At which of these looks, 100 ms apart, a save is told.
    fn told(looks: &[State]) -> Vec<usize> {
        let start = Instant::now();
        let mut saves = Saves {
            path: PathBuf::new(),
            told: TEXT,
            last: TEXT,
            since: start,
        };
        let at = |n: usize| start + Duration::from_millis(100) * n as u32;
        let see = |(n, state): (usize, &State)| {
            saves.see(state.clone(), at(n)).then_some(n)
        };
        looks.iter().enumerate().filter_map(see).collect()
    }

    #[test]
    fn a_save_is_told_once_when_it_is_whole() {
        assert!(told(&[TEXT, TEXT]).is_empty());
        assert_eq!(told(&[TEXT, MORE, MORE, MORE]), [2]);
        assert_eq!(told(&[MORE, TEXT, MORE, MORE]), [3]);
    }

    #[test]
    fn an_editors_steps_are_no_saves() {
        assert_eq!(told(&[State::Gone, State::Gone, MORE, MORE]), [3]);
        assert_eq!(told(&[EMPTY, EMPTY, EMPTY, MORE, MORE]), [4]);
    }

    #[test]
    fn a_file_that_stays_gone_or_empty_is_told() {
        assert_eq!(told(&[const { State::Gone }; 9]), [5]);
        assert_eq!(told(&[const { EMPTY }; 9]), [5]);
        assert!(told(&[EMPTY, EMPTY, TEXT, TEXT]).is_empty());
    }

    #[test]
    fn content_counts_where_times_are_coarse() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.rs");
        fs::write(&path, "1").unwrap();
        let time = fs::metadata(&path).unwrap().modified().unwrap();
        let first = State::of(&path);
        fs::write(&path, "2").unwrap();
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(time).unwrap();
        assert_ne!(State::of(&path), first);
    }

    #[test]
    fn a_save_after_a_rest_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.rs");
        fs::write(&path, "1").unwrap();
        let mut saves = Saves::of(path.clone());
        assert!(!saves.is_at_rest(), "its time may be too coarse yet");
        saves.since -= COARSE;
        assert!(saves.is_at_rest());
        assert!(!saves.look());
        fs::write(&path, "22").unwrap();
        assert!(!saves.look());
        assert!(saves.look(), "the save was not told");
        saves.since -= COARSE;
        fs::remove_file(&path).unwrap();
        assert!(!saves.is_at_rest());
    }
}
