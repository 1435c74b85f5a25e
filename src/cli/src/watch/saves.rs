//! When a file was saved: its content and its time, looked at again and again.
//!
//! Looking needs no permission, and works on network mounts, where no event
//! comes. The content is compared besides the time, for some file systems
//! count times in seconds.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    time::{Duration, Instant, SystemTime},
};

/// How often the file is looked at.
pub(super) const LOOK: Duration = Duration::from_millis(30);

/// How soon again, when it has just changed.
const AGAIN: Duration = Duration::from_millis(8);

/// How long a file may be gone or empty while an editor saves it.
const ABSENCE: Duration = Duration::from_millis(500);

/// Tells the saves of one file.
#[derive(Debug)]
pub(super) struct Saves {
    path: PathBuf,
    /// As it was when its last save was told.
    told: State,
    /// As it was at the last look, and since when.
    last: State,
    since: Instant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Gone,
    There { saved: Option<SystemTime>, content: u64, is_empty: bool },
}

impl Saves {
    /// Watches from now on: what is there now has been told.
    pub(super) fn of(path: PathBuf) -> Self {
        let now = State::of(&path);
        Self { path, told: now, last: now, since: Instant::now() }
    }

    /// Looks once. True when the file was saved and is whole: two looks in a
    /// row saw the same, and none of an editor's steps between.
    pub(super) fn look(&mut self) -> bool {
        let now = State::of(&self.path);
        self.see(now, Instant::now())
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

    /// How long to wait before the next look.
    pub(super) fn pause(&self) -> Duration {
        match self.last == self.told {
            true => LOOK,
            false => AGAIN,
        }
    }
}

impl State {
    fn of(path: &Path) -> Self {
        let Ok(content) = fs::read(path) else { return Self::Gone };
        let saved = fs::metadata(path).and_then(|file| file.modified()).ok();
        let mut hasher = DefaultHasher::new();
        content.hash(&mut hasher);
        let is_empty = content.is_empty();
        Self::There { saved, content: hasher.finish(), is_empty }
    }

    /// Whether nobody expects more to come.
    fn is_whole(self) -> bool {
        matches!(self, Self::There { is_empty: false, .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: State =
        State::There { saved: None, content: 1, is_empty: false };
    const MORE: State =
        State::There { saved: None, content: 2, is_empty: false };
    const EMPTY: State =
        State::There { saved: None, content: 3, is_empty: true };

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
        let see =
            |(n, state): (usize, &State)| saves.see(*state, at(n)).then_some(n);
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
        assert_eq!(told(&[State::Gone; 9]), [5]);
        assert_eq!(told(&[EMPTY; 9]), [5]);
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
}
