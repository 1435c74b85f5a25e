//! Runs each check in a process of its own, several at once.

use std::{env, ffi::OsString, fs, path::Path, process::Command};

use anyhow::{Context, Result};

use super::{
    Limits, ending, kit::Kit, process, report::Report, root::Root, slot::Slot,
    verdict::CheckResult,
};
use crate::at_once::at_once;

/// What would change how a check runs, or how Rust speaks of its end.
const UNSET: [&str; 6] = [
    "RUST_LIB_BACKTRACE",
    "RUST_LOG",
    "RUST_MIN_STACK",
    "RUST_TEST_NOCAPTURE",
    "RUST_TEST_SHUFFLE",
    "RUST_TEST_THREADS",
];

/// The variable that tells a check where its report goes.
pub(super) const REPORT: &str = "WORKBOOK_REPORT";

/// The variable that names the folders of shared libraries.
pub(crate) const LIBRARIES: &str = if cfg!(windows) {
    "PATH"
} else if cfg!(target_os = "macos") {
    "DYLD_FALLBACK_LIBRARY_PATH"
} else {
    "LD_LIBRARY_PATH"
};

/// Runs all checks of this root; their results come in its order.
pub(super) fn all(
    binary: &Path,
    kit: &Kit,
    root: &Root,
    slot: &Slot,
    limits: &Limits,
) -> Result<Vec<CheckResult>> {
    let libraries = search_path(kit.libraries())?;
    let checks = Checks { binary, libraries, root, slot, limits };
    let mut results = Vec::new();
    at_once(&root.checks, |check| checks.run(check), |_, r| results.push(r));
    results.into_iter().collect()
}

/// Its value, where the toolchain's libraries lie in this folder.
pub(crate) fn search_path(libraries: &Path) -> Result<OsString> {
    let before = env::var_os(LIBRARIES).unwrap_or_default();
    let folders = [libraries.to_owned()];
    env::join_paths(folders.into_iter().chain(env::split_paths(&before)))
        .context("the toolchain's folder has a name that can't be listed")
}

struct Checks<'a> {
    binary: &'a Path,
    libraries: OsString,
    root: &'a Root,
    slot: &'a Slot,
    limits: &'a Limits,
}

impl Checks<'_> {
    fn run(&self, check: &str) -> Result<CheckResult> {
        let folder = self.slot.scratch().join(check);
        fs::create_dir(&folder)
            .with_context(|| format!("{} can't be made", folder.display()))?;
        let report = self.slot.scratch().join(format!("{check}.report"));
        let mut command = Command::new(self.binary);
        command
            .args([check, &self.root.closing, "--exact", "--nocapture"])
            .arg("--test-threads=1")
            .current_dir(&folder)
            .env(REPORT, &report)
            .env("RUST_BACKTRACE", "0")
            .env(LIBRARIES, &self.libraries);
        for name in UNSET {
            command.env_remove(name);
        }
        let finished = process::run(command, check, self.limits)?;
        let report = Report::read(&report);
        let closing = &self.root.closing;
        Ok(ending::result(check, finished, report, closing, self.limits))
    }
}
