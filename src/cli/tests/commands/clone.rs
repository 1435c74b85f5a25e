//! A copy of the workbook with a learner of its own, and its commands.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::{copy::copy, seed::sow};

/// One exercise and two listings: what a test says of them stays true,
/// whatever is added to the workbook.
const MANIFEST: &str = r#"[[chapter]]
slug = "waiting"
title = "Waiting"
draft = true

[[chapter]]
slug = "generators"
title = "Half way"
minutes = 20
listings = ["function", "gen_block"]
nightly = ["gen_block"]

[[chapter.exercise]]
id = "countdown"
points = 2
minutes = 10
hints = ["What is kept?", "One field is enough.", "Keep the next one."]
"#;

const NOT_FUSED: &str = "\
# Not fused: the end does not last

## The way out

Give the end a state of its own.
";

pub(crate) const SUBJECT: &str = "exercises/ch02_generators/e1_countdown.rs";
pub(crate) const CHECKS: &str =
    "exercises/ch02_generators/e1_countdown_test.rs";
pub(crate) const SOLUTION: &str = "solutions/ch02_generators/e1_countdown.rs";
pub(crate) const WRONG: &str =
    "solutions/ch02_generators/e1_countdown/wrong_restart.rs";
pub(crate) const PROGRESS: &str = ".workbook/progress.json";

pub(crate) struct Clone {
    _folder: TempDir,
    root: PathBuf,
}

impl Clone {
    pub(crate) fn new() -> Self {
        Self::named("clone")
    }

    pub(crate) fn named(name: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let root = folder.path().canonicalize().unwrap().join(name);
        let here = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
        copy(Path::new(here), &root).unwrap();
        sow(&root).unwrap();
        let clone = Self { _folder: folder, root };
        clone.write("workbook.toml", MANIFEST);
        clone.write("book/src/misconceptions/not-fused.md", NOT_FUSED);
        clone.write("book/src/misconceptions/off-by-one.md", "# Off by one\n");
        clone.write("book/src/misconceptions/overflow.md", "# Overflow\n");
        let stub = clone.sealed_stub();
        clone.write(SUBJECT, stub);
        clone
    }

    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    pub(crate) fn read(&self, relative: &str) -> String {
        fs::read_to_string(self.path(relative)).unwrap()
    }

    pub(crate) fn write(&self, relative: &str, text: impl AsRef<[u8]>) {
        let path = self.path(relative);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Puts the workbook's own answer in place of the learner's.
    pub(crate) fn solve(&self) {
        self.write(SUBJECT, self.read(SOLUTION));
    }

    /// The stub as the binary knows it.
    pub(crate) fn sealed_stub(&self) -> &'static str {
        let sealed = workbook::sealed::find(SUBJECT).unwrap();
        sealed.text.expect("the stub was sealed with its text")
    }

    pub(crate) fn progress(&self) -> Value {
        serde_json::from_str(&self.read(PROGRESS)).unwrap()
    }

    /// What progress says of the exercise.
    pub(crate) fn record(&self) -> Value {
        self.progress()["exercises"]["generators/countdown"].clone()
    }

    /// The binary in this clone, without what the tests run in.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        self.started(Command::new(env!("CARGO_BIN_EXE_workbook")), arguments)
    }

    /// The binary on a disk that is nearly full: no file takes more bytes
    /// than these.
    #[cfg(target_os = "linux")]
    pub(crate) fn cramped(&self, bytes: u64, arguments: &[&str]) -> Command {
        let mut shell = Command::new("sh");
        // Without the trap, the system ends who writes more.
        let script = format!(
            "trap '' XFSZ; exec prlimit --fsize={bytes}:{bytes} \"$@\""
        );
        shell.args(["-c", &script, "sh", env!("CARGO_BIN_EXE_workbook")]);
        self.started(shell, arguments)
    }

    fn started(&self, mut command: Command, arguments: &[&str]) -> Command {
        command.args(arguments).current_dir(&self.root);
        command.stdin(Stdio::null());
        for name in
            ["CARGO_TARGET_DIR", "CLICOLOR_FORCE", "COLUMNS", "NO_COLOR"]
        {
            command.env_remove(name);
        }
        command.env("CARGO_NET_OFFLINE", "true").env("LC_ALL", "C.UTF-8");
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        said(&mut self.command(arguments))
    }
}

/// What a command said, and its exit code.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    #[track_caller]
    pub(crate) fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    #[track_caller]
    pub(crate) fn prints(self, words: &str) -> Self {
        assert!(self.out.contains(words), "no {words:?} in {self:#?}");
        self
    }

    #[track_caller]
    pub(crate) fn tells(self, words: &str) -> Self {
        assert!(self.err.contains(words), "no {words:?} in {self:#?}");
        self
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }
}

pub(crate) fn said(command: &mut Command) -> Said {
    let Output { status, stdout, stderr } = command.output().unwrap();
    Said {
        code: status.code(),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}
