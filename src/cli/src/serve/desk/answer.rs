//! The file that a learner edits, read and saved from a page.
//!
//! A page saves over what it has seen and over nothing else: any other
//! content on disk is another editor's work, and comes back to be asked
//! about.

use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
    sync::Mutex,
    time::SystemTime,
};

use anyhow::{Context, Result, bail, ensure};
use serde::Serialize;

use crate::{
    checkout::Checkout,
    manifest::Exercise,
    replaced,
    swap::{Swapped, swap},
};

/// The largest answer, in bytes: a hundred times the usual.
pub const LARGEST: usize = 128 << 10;

/// The version of a file that is not there.
const GONE: &str = "gone";

/// One answer as it is on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerFile {
    /// Relative to the checkout.
    pub path: String,
    pub text: String,
    /// Names this content; any other content has another.
    pub version: String,
}

/// What became of a save.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Saved {
    Saved {
        version: String,
    },
    /// Nothing was written: this is on disk.
    Conflict {
        text: String,
        version: String,
    },
}

/// All answers of one checkout.
#[derive(Debug)]
pub struct Answers {
    checkout: Checkout,
    /// Held while one is saved: of two saves over one version, the second
    /// sees the first.
    conflicts: Mutex<Conflicts>,
}

/// What was shown as a conflict, by path and version: who saves over it chose
/// to, and it is kept.
type Conflicts = HashSet<(String, String)>;

impl Answers {
    pub fn of(checkout: &Checkout) -> Self {
        Self { checkout: checkout.clone(), conflicts: Mutex::default() }
    }

    /// The learner's answer to this exercise.
    ///
    /// # Errors
    /// When it is gone, no plain file, no text or too large.
    pub fn read(&self, exercise: &Exercise) -> Result<AnswerFile> {
        let path = exercise.subject();
        let Some(text) = self.text(exercise)? else {
            bail!(
                "{path} is gone; `cargo workbook reset {}` puts the stub back",
                exercise.name()
            );
        };
        let version = version(Some(&text));
        Ok(AnswerFile { path, text, version })
    }

    /// Saves the answer over the version that the page has seen. Blocks while
    /// another is saved.
    ///
    /// # Errors
    /// As [`Answers::read`], and when it can't be written.
    pub fn save(
        &self,
        exercise: &Exercise,
        text: &str,
        seen: &str,
    ) -> Result<Saved> {
        let subject = exercise.subject();
        ensure!(
            text.len() <= LARGEST,
            "the answer is larger than {} KiB, so {subject} is left as it is",
            LARGEST >> 10
        );
        let mut conflicts =
            self.conflicts.lock().expect("no save panics half way");
        let on_disk = self.text(exercise)?;
        if version(on_disk.as_deref()) != seen {
            return Ok(conflict(&mut conflicts, &subject, on_disk));
        }
        let text = with_line_ends_of(on_disk.as_deref(), text);
        if on_disk.as_ref() != Some(&text) {
            let path = self.checkout.path(&subject);
            if conflicts.remove(&(subject.clone(), seen.to_owned())) {
                let old = on_disk.as_deref().unwrap_or_default();
                self.keep(&path, old.as_bytes())?;
            }
            let old = on_disk.as_ref().map(String::as_bytes);
            let swapped = swap(&path, old, &text)
                .with_context(|| format!("{subject} can't be written"))?;
            if swapped == Swapped::Overtaken {
                let now = self.text(exercise)?;
                return Ok(conflict(&mut conflicts, &subject, now));
            }
        }
        Ok(Saved::Saved { version: version(Some(&text)) })
    }

    fn keep(&self, path: &Path, old: &[u8]) -> Result<()> {
        let folder = self.checkout.replaced();
        replaced::keep(old, path, &folder, SystemTime::now())
            .map(drop)
            .with_context(|| {
                format!(
                    "no copy of what is on disk can be kept in {}",
                    folder.display()
                )
            })
    }

    /// What is in the file; nothing, when there is none.
    fn text(&self, exercise: &Exercise) -> Result<Option<String>> {
        let subject = exercise.subject();
        let path = self.plain_path(&subject)?;
        let file = match path.symlink_metadata() {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(None);
            }
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("{subject} can't be read"));
            }
        };
        ensure!(
            file.is_file(),
            "{subject} is no plain file; put a plain file there, so that \
             nothing else is written"
        );
        ensure!(
            file.len() <= LARGEST as u64,
            "{subject} is larger than {} KiB; edit it in your editor",
            LARGEST >> 10
        );
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(None);
            }
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("{subject} can't be read"));
            }
        };
        String::from_utf8(bytes).map(Some).map_err(|_| {
            anyhow::anyhow!(
                "{subject} is no UTF-8 text; save it as UTF-8, or `cargo \
                 workbook reset {}` brings the stub back",
                exercise.name()
            )
        })
    }

    /// The file's path, once no folder of it leads elsewhere.
    fn plain_path(&self, subject: &str) -> Result<PathBuf> {
        let path = self.checkout.path(subject);
        let folder = path.parent().expect("a subject lies in a folder");
        let real = folder.canonicalize().with_context(|| {
            format!("the folder of {subject} can't be opened")
        })?;
        ensure!(
            real == folder,
            "the folder of {subject} is a link to {}; put a plain folder \
             there, so that nothing else is written",
            real.display()
        );
        Ok(path)
    }
}

fn conflict(
    conflicts: &mut Conflicts,
    subject: &str,
    on_disk: Option<String>,
) -> Saved {
    let version = version(on_disk.as_deref());
    conflicts.insert((subject.to_owned(), version.clone()));
    Saved::Conflict { text: on_disk.unwrap_or_default(), version }
}

fn version(text: Option<&str>) -> String {
    let Some(text) = text else { return GONE.to_owned() };
    let mut sha = sha1_smol::Sha1::new();
    sha.update(text.as_bytes());
    sha.digest().to_string()
}

/// The text with the line ends that the file has: a browser's editor may know
/// one kind only.
fn with_line_ends_of(old: Option<&str>, text: &str) -> String {
    let is_windows = old.is_some_and(|old| {
        let (all, pairs) = (old.matches('\n'), old.matches("\r\n"));
        let pairs = pairs.count();
        pairs > 0 && pairs == all.count()
    });
    match is_windows && !text.contains('\r') {
        true => text.replace('\n', "\r\n"),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
