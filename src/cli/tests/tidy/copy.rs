//! A copy of the workbook to plant faults in.

use std::fs;

use tempfile::TempDir;

use super::tree::{Fault, Mode, Tree};

/// What the rules read, in a folder of its own, stubs as they were sealed.
pub(crate) struct Copy {
    dir: TempDir,
    mode: Mode,
}

const KEPT: [&str; 5] =
    ["book", "exercises", "solutions", "src", "workbook.toml"];
const KEPT_BESIDE: [&str; 2] = ["README.md", "Cargo.toml"];

impl Copy {
    pub(crate) fn strict() -> Self {
        Self::of(Mode::Strict)
    }

    pub(crate) fn learner() -> Self {
        Self::of(Mode::Learner)
    }

    fn of(mode: Mode) -> Self {
        let here = Tree::here();
        let copy = Self { dir: TempDir::new().unwrap(), mode };
        for path in here.files("", "") {
            let top = path.split('/').next().unwrap();
            if !KEPT.contains(&top) && !KEPT_BESIDE.contains(&path.as_str()) {
                continue;
            }
            let to = copy.dir.path().join(&path);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            match here.pristine(&path) {
                Some(text) => fs::write(to, text).unwrap(),
                None => {
                    fs::copy(here.root().join(&path), to).unwrap();
                }
            }
        }
        copy
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.dir.path().join(path)).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.dir.path().join(path)).unwrap()
    }

    /// Adds lines at the file's end; gives the number of the first.
    pub(crate) fn append(&self, path: &str, lines: &str) -> usize {
        let text = self.read(path);
        self.write(path, format!("{text}{lines}\n"));
        text.lines().count() + 1
    }

    /// Replaces the first occurrence, which there must be; gives its line.
    pub(crate) fn replace(&self, path: &str, old: &str, new: &str) -> usize {
        let text = self.read(path);
        let at = text.find(old).unwrap_or_else(|| panic!("no {old} in {path}"));
        self.write(path, text.replacen(old, new, 1));
        text[..at].matches('\n').count() + 1
    }

    pub(crate) fn tree(&self) -> Tree {
        Tree::at(self.dir.path(), self.mode)
    }

    /// What the rule tells of the planted faults, and of nothing else that
    /// may be amiss in the checkout at the moment.
    pub(crate) fn told(
        &self,
        rule: fn(&Tree) -> Vec<Fault>,
        plant: impl FnOnce(&Self),
    ) -> Vec<String> {
        let before = rule(&self.tree());
        plant(self);
        let after = rule(&self.tree());
        let new = after.iter().filter(|fault| !before.contains(fault));
        new.map(Fault::to_string).collect()
    }
}
