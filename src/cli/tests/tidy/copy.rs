//! A copy of the workbook to plant faults in.

use std::cell::RefCell;

use super::tree::{self, Fault, Mode, Tree};

/// What the rules read, stubs as they were sealed: nothing planted here
/// reaches the disk.
pub(crate) struct Copy {
    tree: RefCell<Tree>,
}

/// The command line is left out but for its manifest: it is most of the
/// code, and a fault planted in it is found without the rest.
fn is_kept(path: &str) -> bool {
    !path.starts_with("src/cli/") || path.ends_with("Cargo.toml")
}

impl Copy {
    pub(crate) fn strict() -> Self {
        Self::of(Mode::Strict)
    }

    pub(crate) fn learner() -> Self {
        Self::of(Mode::Learner)
    }

    fn of(mode: Mode) -> Self {
        let mut tree = Tree { mode: Mode::Learner, ..Tree::here() };
        let kept = tree.files("", "").into_iter().filter(|p| is_kept(p));
        let kept = kept.map(|p| (p.clone(), tree.text(&p)));
        tree.texts = kept.collect();
        tree.mode = mode;
        Self { tree: RefCell::new(tree) }
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<str>) {
        let text = text.as_ref().into();
        self.tree.borrow_mut().texts.insert(path.to_owned(), text);
    }

    pub(crate) fn remove(&self, path: &str) {
        let gone = self.tree.borrow_mut().texts.remove(path);
        assert!(gone.is_some(), "no {path}");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        let tree = self.tree.borrow();
        let text = tree.texts.get(path);
        text.unwrap_or_else(|| panic!("no {path}")).to_string()
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
        let tree = self.tree.borrow().clone();
        Tree { manifest: tree::manifest(&tree.texts), ..tree }
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
