//! The workbook's files as a rule sees them, and what a rule tells.

use std::{
    collections::BTreeMap,
    env, fmt, fs,
    path::{Path, PathBuf},
    sync::{Arc, LazyLock},
};

use workbook::{checkout::Checkout, manifest::Manifest, sealed};

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Relative to the checkout.
    pub(crate) file: String,
    /// From 1.
    pub(crate) line: usize,
    pub(crate) what: String,
    pub(crate) mend: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, what, mend } = self;
        write!(f, "{file}:{line}: {what}; {mend}")
    }
}

/// A fault of this file and line.
pub(crate) fn fault(
    file: &str,
    line: usize,
    what: impl Into<String>,
    mend: impl Into<String>,
) -> Fault {
    let (what, mend) = (what.into(), mend.into());
    Fault { file: file.to_owned(), line, what, mend }
}

/// Whose files are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// A learner's clone: exercises are read as they were sealed, whatever
    /// the learner wrote, and their folders may hold other files too.
    Learner,
    /// What is committed: every file as it is on disk.
    Strict,
}

/// A checkout's files, read once, and its manifest.
#[derive(Clone)]
pub(crate) struct Tree {
    pub(crate) root: PathBuf,
    /// By path from the root, with `/` between the parts; a file that holds
    /// no text is empty here.
    pub(crate) texts: BTreeMap<String, Arc<str>>,
    pub(crate) manifest: Manifest,
    pub(crate) mode: Mode,
}

/// Folders that hold nothing of ours.
const FOREIGN: [&str; 6] =
    [".git", ".workbook", "book/book", "node_modules", "target", "__pycache__"];

/// What is ours at the top; a learner may keep other things beside it.
const OURS: [&str; 18] = [
    ".cargo",
    ".ci",
    ".gitattributes",
    ".github",
    ".gitignore",
    "book",
    "Cargo.lock",
    "Cargo.toml",
    "clippy.toml",
    "exercises",
    "LICENSE-APACHE",
    "LICENSE-CC-BY",
    "LICENSE-MIT",
    "README.md",
    "rustfmt.toml",
    "solutions",
    "src",
    "workbook.toml",
];

static HERE: LazyLock<Tree> = LazyLock::new(|| {
    let package = env::var("CARGO_MANIFEST_DIR").expect("Cargo runs this");
    let checkout = Checkout::at(Path::new(&package).join("../.."));
    let root = checkout.expect("tests run in a checkout").root().to_owned();
    let strict = ["CI", "WORKBOOK_STRICT"]
        .iter()
        .any(|name| env::var(name).is_ok_and(|v| v == "true" || v == "1"));
    let mode = if strict { Mode::Strict } else { Mode::Learner };
    let mut texts = BTreeMap::new();
    read(&root, "", &mut texts);
    let manifest = manifest(&texts);
    Tree { root, texts, manifest, mode }
});

pub(crate) fn manifest(texts: &BTreeMap<String, Arc<str>>) -> Manifest {
    Manifest::parse(&texts["workbook.toml"]).unwrap()
}

fn read(root: &Path, folder: &str, texts: &mut BTreeMap<String, Arc<str>>) {
    for entry in fs::read_dir(root.join(folder)).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = match folder {
            "" => name.clone(),
            folder => format!("{folder}/{name}"),
        };
        if FOREIGN.contains(&path.as_str()) || FOREIGN.contains(&&*name) {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            read(root, &path, texts);
        } else {
            let text = fs::read_to_string(entry.path()).unwrap_or_default();
            texts.insert(path, text.into());
        }
    }
}

impl Tree {
    /// The checkout that these tests are part of.
    pub(crate) fn here() -> Self {
        HERE.clone()
    }

    /// Whether there is such a file or folder.
    pub(crate) fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let below = format!("{path}/");
        self.texts.contains_key(path)
            || self.texts.keys().any(|file| file.starts_with(&below))
    }

    /// The file's text: empty when there is no such text file, which is
    /// `files::named`' fault to tell.
    pub(crate) fn text(&self, path: &str) -> Arc<str> {
        if self.mode == Mode::Learner
            && let Some(text) = self.pristine(path)
        {
            return text.into();
        }
        self.texts.get(path).cloned().unwrap_or_default()
    }

    /// The sealed text of what a learner edits.
    pub(crate) fn pristine(&self, path: &str) -> Option<&'static str> {
        self.manifest.exercises().find(|e| e.subject() == path)?;
        sealed::find(path)?.text
    }

    /// All files below a folder whose names end so, sorted.
    pub(crate) fn files(&self, under: &str, end: &str) -> Vec<String> {
        let below = match under {
            "" => String::new(),
            under => format!("{under}/"),
        };
        let files = self
            .texts
            .keys()
            .filter(|path| path.starts_with(&below) && path.ends_with(end));
        files.filter(|path| self.is_ours(path)).cloned().collect()
    }

    /// Whether a rule judges this file, whatever it holds: a learner's notes
    /// are the learner's.
    fn is_ours(&self, path: &str) -> bool {
        let top = path.split('/').next().expect("a path has a part");
        let exercises = || self.manifest.exercises();
        self.mode == Mode::Strict
            || OURS.contains(&top)
                && (!in_chapter(path, "exercises")
                    || exercises()
                        .any(|e| e.subject() == path || e.checks() == path))
    }
}

/// Whether this file is one of a chapter's below `tree`: whether it lies in
/// `tree/chNN_slug/`.
pub(crate) fn in_chapter(path: &str, tree: &str) -> bool {
    path.strip_prefix(tree)
        .and_then(|rest| rest.strip_prefix("/ch"))
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The line, from 1, where `needle` stands first; 1 when nowhere.
pub(crate) fn line_of(text: &str, needle: &str) -> usize {
    text.lines().position(|line| line.contains(needle)).map_or(1, |n| n + 1)
}
