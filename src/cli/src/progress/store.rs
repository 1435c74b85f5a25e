//! The file that progress is kept in: read, changed and written in one go.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::{Progress, VERSION};
use crate::checkout::Checkout;

/// Keeps progress in one checkout. Any number of commands may use it at
/// once: each change is made to what the others have written.
///
/// Progress never stands in the way of a command: where it can't be read or
/// kept, the command goes on and gets a notice for the learner.
#[derive(Debug, Clone)]
pub struct Store {
    folder: PathBuf,
}

/// What stands in the file.
enum Content {
    Good(Progress),
    /// Not the JSON that this workbook writes.
    Broken,
    /// Written by a newer workbook.
    Newer(u32),
}

impl Store {
    pub fn of(checkout: &Checkout) -> Self {
        Self { folder: checkout.keep() }
    }

    /// Progress as it is now, with notices for the learner.
    pub fn load(&self) -> (Progress, Vec<String>) {
        match self.read() {
            Ok(Content::Good(progress)) => (progress, Vec::new()),
            Ok(Content::Newer(version)) => {
                (Progress::default(), vec![self.newer(version)])
            }
            // Set aside under the lock: another command may be about it.
            Ok(Content::Broken) => {
                let ((), notices) = self.change(|_| ());
                (Progress::default(), notices)
            }
            Err(error) => {
                let path = self.file();
                let notice = format!(
                    "your progress can't be read: {}: {error}",
                    path.display()
                );
                (Progress::default(), vec![notice])
            }
        }
    }

    /// Changes progress and keeps it, with notices for the learner. Blocks
    /// while another command does the same.
    pub fn change<T>(
        &self,
        change: impl FnOnce(&mut Progress) -> T,
    ) -> (T, Vec<String>) {
        let lock = match self.lock() {
            Ok(lock) => lock,
            Err(error) => return self.change_unkept(change, &error),
        };
        let mut notices = Vec::new();
        let mut progress = match self.read() {
            Ok(Content::Good(progress)) => progress,
            Ok(Content::Newer(version)) => {
                return (
                    change(&mut Progress::default()),
                    vec![self.newer(version)],
                );
            }
            Ok(Content::Broken) => match self.set_aside() {
                Ok(notice) => {
                    notices.push(notice);
                    Progress::default()
                }
                Err(error) => return self.change_unkept(change, &error),
            },
            Err(error) => return self.change_unkept(change, &error),
        };
        let result = change(&mut progress);
        if let Err(error) = self.write(&progress) {
            notices.push(self.unkept(&error));
        }
        drop(lock);
        (result, notices)
    }

    fn change_unkept<T>(
        &self,
        change: impl FnOnce(&mut Progress) -> T,
        error: &io::Error,
    ) -> (T, Vec<String>) {
        let mut progress = match self.read() {
            Ok(Content::Good(progress)) => progress,
            _ => Progress::default(),
        };
        (change(&mut progress), vec![self.unkept(error)])
    }

    fn file(&self) -> PathBuf {
        self.folder.join("progress.json")
    }

    fn read(&self) -> io::Result<Content> {
        match fs::read(self.file()) {
            Ok(bytes) => Ok(Content::of(&bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Ok(Content::Good(Progress::default()))
            }
            Err(error) => Err(error),
        }
    }

    fn lock(&self) -> io::Result<File> {
        fs::create_dir_all(&self.folder)?;
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        let lock = options.open(self.folder.join("progress.lock"))?;
        match lock.lock() {
            // Some network file systems know no locks; the rename below
            // still keeps the file whole.
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                Ok(lock)
            }
            Err(error) => Err(error),
            Ok(()) => Ok(lock),
        }
    }

    /// Writes the whole file or nothing of it.
    fn write(&self, progress: &Progress) -> io::Result<()> {
        let mut text = serde_json::to_vec_pretty(progress)?;
        text.push(b'\n');
        let mut file = tempfile::Builder::new()
            .prefix(".progress")
            .tempfile_in(&self.folder)?;
        file.write_all(&text)?;
        file.as_file().sync_all()?;
        file.persist(self.file()).map_err(|error| error.error)?;
        sync_folder(&self.folder)
    }

    /// Moves a broken file away. Only under the lock: nobody else takes the
    /// same free name.
    fn set_aside(&self) -> io::Result<String> {
        let aside = (1..)
            .map(|n| self.folder.join(format!("progress.json.broken-{n}")))
            .find(|path| path.symlink_metadata().is_err())
            .expect("some number is free");
        fs::rename(self.file(), &aside)?;
        Ok(format!(
            "your progress could not be read and starts anew; the old file is \
             kept as {}",
            aside.display()
        ))
    }

    fn unkept(&self, error: &io::Error) -> String {
        format!(
            "your progress can't be kept: {}: {error}; {}",
            self.folder.display(),
            way_out(error)
        )
    }

    fn newer(&self, version: u32) -> String {
        format!(
            "your progress is left as it is: {} is of version {version}, and \
             this workbook reads version {VERSION}; `git pull` brings the \
             newer workbook",
            self.file().display()
        )
    }
}

impl Content {
    fn of(bytes: &[u8]) -> Self {
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        match serde_json::from_slice(bytes) {
            Ok(Versioned { version }) if version > VERSION => {
                Self::Newer(version)
            }
            _ => serde_json::from_slice(bytes).map_or(Self::Broken, Self::Good),
        }
    }
}

/// What a learner can do about it.
fn way_out(error: &io::Error) -> &'static str {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    match error.kind() {
        FileTooLarge | QuotaExceeded | StorageFull => "make room there",
        _ => "give yourself write access to that folder",
    }
}

/// Makes the rename itself last through a loss of power.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store { folder: folder.path().join("keep") };
        (folder, store)
    }

    #[test]
    fn what_is_changed_is_kept() {
        let (_folder, store) = store();
        assert_eq!(store.load(), (Progress::default(), Vec::new()));
        let (hints, notices) = store.change(|progress| {
            progress.entry("a/b").hints += 1;
            progress.of("a/b").hints
        });
        assert_eq!((hints, notices), (1, Vec::new()));
        assert_eq!(store.load().0.of("a/b").hints, 1);
    }

    #[test]
    fn changes_at_once_are_all_kept() {
        let (_folder, store) = store();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..5 {
                        store.change(|p| p.entry("a/b").attempts += 1);
                    }
                });
            }
        });
        assert_eq!(store.load().0.of("a/b").attempts, 40);
    }

    #[test]
    fn a_broken_file_is_set_aside_and_never_overwritten() {
        let (_folder, store) = store();
        for (n, text) in [(1, "{"), (2, ""), (3, r#"{"version":1,"exer"#)] {
            fs::create_dir_all(&store.folder).unwrap();
            fs::write(store.file(), text).unwrap();
            let (progress, notices) = store.load();
            assert_eq!(progress, Progress::default());
            let aside = store.folder.join(format!("progress.json.broken-{n}"));
            assert_eq!(fs::read_to_string(&aside).unwrap(), text);
            assert!(notices[0].contains(&aside.display().to_string()));
            assert_eq!(store.load().1, Vec::<String>::new());
        }
    }

    #[test]
    fn a_newer_file_is_left_as_it_is() {
        let (_folder, store) = store();
        fs::create_dir_all(&store.folder).unwrap();
        let text = r#"{"version":2,"exercises":{"a/b":{"stars":3}}}"#;
        fs::write(store.file(), text).unwrap();
        let ((), notices) = store.change(|p| p.entry("a/b").hints = 9);
        assert!(notices[0].contains("of version 2"), "{notices:?}");
        assert_eq!(fs::read_to_string(store.file()).unwrap(), text);
    }

    #[test]
    fn a_place_that_takes_nothing_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let store = Store { folder: file.join("keep") };
        let (attempts, notices) = store.change(|progress| {
            progress.entry("a/b").attempts += 1;
            progress.of("a/b").attempts
        });
        assert_eq!(attempts, 1);
        assert!(notices[0].starts_with("your progress can't be kept"));
    }
}
