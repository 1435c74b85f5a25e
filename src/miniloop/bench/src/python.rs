//! CPython's loops, where they are found.

use std::process::Command;

/// Does the same workloads, and prints the same lines.
pub(crate) const SCRIPT: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/loops.py");

/// The interpreter to ask: `$PYTHON`, or `python3`.
pub(crate) fn interpreter() -> String {
    std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned())
}

/// The loops that an interpreter has, each with its version.
pub(crate) fn loops(python: &str) -> Vec<(String, String)> {
    let Ok(output) = Command::new(python).args([SCRIPT, "versions"]).output()
    else {
        return Vec::new();
    };
    let text = String::from_utf8_lossy(&output.stdout);
    let pairs = text.lines().filter_map(|line| line.split_once('='));
    pairs.map(|(name, version)| (name.into(), version.into())).collect()
}
