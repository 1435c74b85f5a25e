//! A whole clone of the workbook.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Stdio},
};

use tempfile::TempDir;
use workbook::{
    checkout::Checkout,
    judge::{Judge, Subject, verdict::Verdict},
    sealed,
};

use crate::{copy::copy, countdown, here, seed::sow};

/// A copy of the workbook: its own target folder, its own learner.
pub(crate) struct Clone {
    _folder: TempDir,
    pub(crate) checkout: Checkout,
}

impl Clone {
    pub(crate) fn named(name: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let root = folder.path().join(name);
        copy(here().root(), &root).unwrap();
        sow(&root).unwrap();
        let checkout = Checkout::at(root).unwrap();
        let clone = Self { _folder: folder, checkout };
        clone.put_stubs_back();
        clone
    }

    /// These tests may run in a learner's clone, half solved.
    fn put_stubs_back(&self) {
        let is_checks = |path: &str| path.ends_with("_test.rs");
        for stub in sealed::FILES.iter().filter(|f| !is_checks(f.path)) {
            let text = stub.text.expect("git or the disk had the stub");
            fs::write(self.path(stub.path), text).unwrap();
        }
    }

    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.checkout.path(relative)
    }

    pub(crate) fn verdict(&self) -> Verdict {
        let exercise = countdown(&self.checkout);
        let judge = Judge::new(&self.checkout);
        judge.judge(&exercise, Subject::Learner).unwrap()
    }

    pub(crate) fn solve(&self) {
        let exercise = countdown(&self.checkout);
        fs::copy(
            self.path(&exercise.solution()),
            self.path(&exercise.subject()),
        )
        .unwrap();
    }

    /// The binary, judging this exercise's answers.
    pub(crate) fn dev_answers(&self, name: &str) -> Command {
        let mut workbook = Command::new(env!("CARGO_BIN_EXE_workbook"));
        workbook.args(["dev", "answers", name]);
        workbook.current_dir(self.checkout.root()).stdin(Stdio::null());
        workbook.stdout(Stdio::piped()).stderr(Stdio::piped());
        workbook
    }
}
