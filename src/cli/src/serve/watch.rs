//! When to build again: the sources' times and sizes, compared.
//!
//! Polling needs no crate and no permission, and works on every file system;
//! a few hundred files cost below a millisecond a look.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::stubs;
use crate::checkout::Checkout;

/// The folders that pages are made from.
#[derive(Debug)]
pub struct Sources {
    root: PathBuf,
    folders: Vec<PathBuf>,
    /// What a plain `mdbook build` writes among them.
    built: PathBuf,
}

/// What the sources looked like at one moment.
#[derive(Debug, PartialEq, Eq)]
pub struct Look(BTreeMap<PathBuf, (Option<SystemTime>, u64)>);

impl Sources {
    pub fn of(checkout: &Checkout) -> Self {
        let folders = ["book", "src", "exercises"].map(|f| checkout.path(f));
        Self {
            root: checkout.root().to_owned(),
            folders: folders.into(),
            built: checkout.path("book/book"),
        }
    }

    /// Looks at every file once.
    pub fn look(&self) -> Look {
        let mut look = BTreeMap::new();
        // Pages say what each listing asks for and needs.
        let manifest = self.root.join("workbook.toml");
        if let Ok(file) = fs::metadata(&manifest) {
            look.insert(manifest, (file.modified().ok(), file.len()));
        }
        for folder in &self.folders {
            self.add(folder, &mut look);
        }
        Look(look)
    }

    /// What can't be read now is seen at a later look.
    fn add(
        &self,
        folder: &Path,
        look: &mut BTreeMap<PathBuf, (Option<SystemTime>, u64)>,
    ) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries.flatten() {
            let path = entry.path();
            let name = entry.file_name();
            if name.to_string_lossy().starts_with('.') || path == self.built {
                continue;
            }
            let Ok(file) = entry.metadata() else { continue };
            if file.is_dir() {
                self.add(&path, look);
            } else if !is_scratch(&name.to_string_lossy())
                && !self.is_answer(&path)
            {
                look.insert(path, (file.modified().ok(), file.len()));
            }
        }
    }

    /// Whether this is a learner's file, in whose place pages show the stub.
    fn is_answer(&self, path: &Path) -> bool {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        path.to_str().and_then(stubs::given).is_some()
    }
}

impl Look {
    /// The first file that differs at a later look, if any does.
    pub fn change(&self, later: &Self) -> Option<PathBuf> {
        let gone_or_new =
            self.0.keys().find(|path| !later.0.contains_key(*path)).or_else(
                || later.0.keys().find(|path| !self.0.contains_key(*path)),
            );
        let edited = || {
            self.0
                .iter()
                .find(|(path, was)| later.0.get(*path) != Some(*was))
                .map(|(path, _)| path)
        };
        gone_or_new.or_else(edited).cloned()
    }
}

/// What editors leave beside a file while they save it.
fn is_scratch(name: &str) -> bool {
    name.ends_with('~') || name.ends_with(".swp") || name == "4913"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(folder: &tempfile::TempDir) -> Sources {
        Sources {
            root: folder.path().to_owned(),
            folders: vec![folder.path().to_owned()],
            built: folder.path().join("book"),
        }
    }

    #[test]
    fn an_edited_a_new_and_a_lost_file_are_changes() {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("page.md");
        fs::write(&page, "one").unwrap();
        let sources = sources(&folder);
        let first = sources.look();
        fs::write(&page, "longer").unwrap();
        let edited = sources.look();
        assert_eq!(first.change(&edited).as_ref(), Some(&page));
        let added = folder.path().join("added.md");
        fs::write(&added, "new").unwrap();
        let grown = sources.look();
        assert_eq!(edited.change(&grown).as_ref(), Some(&added));
        assert_eq!(grown.change(&edited).as_ref(), Some(&added));
        assert_eq!(grown.change(&grown), None);
    }

    #[test]
    fn a_learners_save_is_no_change_of_the_book() {
        let folder = tempfile::tempdir().unwrap();
        let sources = sources(&folder);
        let exercises = folder.path().join("exercises/ch02_generators");
        fs::create_dir_all(&exercises).unwrap();
        let before = sources.look();
        fs::write(exercises.join("e1_countdown.rs"), "an answer").unwrap();
        assert_eq!(before.change(&sources.look()), None);
        let check = exercises.join("e1_countdown_test.rs");
        fs::write(&check, "a check").unwrap();
        assert_eq!(before.change(&sources.look()), Some(check));
    }

    #[test]
    fn the_built_book_and_scratch_files_are_no_sources() {
        let folder = tempfile::tempdir().unwrap();
        let sources = sources(&folder);
        let before = sources.look();
        fs::create_dir(folder.path().join("book")).unwrap();
        for name in ["book/index.html", ".page.md.swp", "page.md~"] {
            fs::write(folder.path().join(name), "not a source").unwrap();
        }
        assert_eq!(before.change(&sources.look()), None);
    }
}
