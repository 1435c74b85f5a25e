//! What each listing prints, kept as text for the pages; and who ran when, as
//! a figure, for each listing that records it.
//!
//! A page shows what a run printed, never what somebody typed: `workbook dev
//! record` writes the recordings, and a test runs every listing again and
//! compares.

mod figure;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use anyhow::{Context, Result, bail, ensure};

use crate::{
    checkout::Checkout,
    manifest::{Listing, Manifest},
};

pub use figure::orphan_figures;

/// Where the recordings are, relative to the checkout.
pub const FOLDER: &str = "book/recorded";

/// Runs listings as they are now.
#[derive(Debug)]
pub struct Recorder<'c> {
    checkout: &'c Checkout,
    /// The bin that runs listings by name.
    bin: PathBuf,
    /// Where the listings that are no part of it are compiled.
    scratch: tempfile::TempDir,
}

impl<'c> Recorder<'c> {
    /// Builds the bin `listing`; waits for Cargo.
    ///
    /// # Errors
    /// When it does not compile: with Cargo's words.
    pub fn new(checkout: &'c Checkout) -> Result<Self> {
        let bin = build_bin(checkout)?;
        let scratch = tempfile::Builder::new()
            .prefix("workbook-record-")
            .tempdir()
            .context("no temporary folder can be made")?;
        Ok(Self { checkout, bin, scratch })
    }

    /// What the listing prints: run twice, for a page may only show what
    /// every reader will see.
    ///
    /// # Errors
    /// When it fails or prints something else the second time.
    pub fn record(&self, listing: &Listing) -> Result<String> {
        let key = listing.key();
        let (program, args) = self.program(listing)?;
        let run = || -> Result<String> {
            let output = Command::new(&program)
                .args(&args)
                .current_dir(self.checkout.root())
                .env_remove("RUST_BACKTRACE")
                .stdin(std::process::Stdio::null())
                .output()
                .with_context(|| format!("{key} can't be started"))?;
            printed(&key, output)
        };
        let first = run()?;
        if let Some(Difference { line, recorded, printed }) =
            difference(&first, &run()?)
        {
            bail!(
                "{}: the listing {key} prints something else at each run, \
                 first in line {line} (`{recorded}`, then `{printed}`); \
                 order it by what happens, not by time or addresses",
                listing.path()
            );
        }
        Ok(first)
    }

    /// What the listing prints with marks between that tell who ran when.
    ///
    /// # Errors
    /// When it fails, or is a file of its own and records nothing.
    pub fn trace(&self, listing: &Listing) -> Result<String> {
        let key = listing.key();
        ensure!(!listing.nightly, "{key} records no timeline");
        let output = Command::new(&self.bin)
            .args([&key, "--trace"])
            .current_dir(self.checkout.root())
            .env_remove("RUST_BACKTRACE")
            .stdin(std::process::Stdio::null())
            .output()
            .with_context(|| format!("{key} can't be started"))?;
        printed(&key, output)
    }

    /// What to start for it.
    fn program(&self, listing: &Listing) -> Result<(PathBuf, Vec<String>)> {
        if !listing.nightly {
            return Ok((self.bin.clone(), vec![listing.key()]));
        }
        let file = listing.path();
        let program = self.scratch.path().join(&listing.name);
        // The stable compiler, told to take nightly's syntax: nobody needs a
        // second toolchain to record.
        let compiled = Command::new("rustc")
            .args(["--edition", "2024", "-A", "warnings", "-o"])
            .arg(&program)
            .arg(&file)
            .current_dir(self.checkout.root())
            .env("RUSTC_BOOTSTRAP", "1")
            .output()
            .context("rustc can't be started")?;
        ensure!(
            compiled.status.success(),
            "{file} does not compile:\n{}",
            String::from_utf8_lossy(&compiled.stderr)
        );
        Ok((program, vec![]))
    }
}

fn build_bin(checkout: &Checkout) -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["build", "--quiet", "--bin", "listing"])
        .arg("--message-format=json-render-diagnostics")
        .current_dir(checkout.root())
        .stderr(std::process::Stdio::inherit())
        .output()
        .context("cargo can't be started")?;
    ensure!(output.status.success(), "the listings do not compile");
    executable(&output.stdout)
        .context("cargo named no executable of the bin `listing`")
}

/// The executable that Cargo's messages name.
pub(crate) fn executable(messages: &[u8]) -> Option<PathBuf> {
    let messages = String::from_utf8_lossy(messages);
    messages.lines().find_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        message.get("executable")?.as_str().map(PathBuf::from)
    })
}

fn printed(key: &str, output: Output) -> Result<String> {
    if !output.status.success() {
        bail!(
            "the listing {key} failed with {}:\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let text = String::from_utf8(output.stdout)
        .with_context(|| format!("{key} printed what is not UTF-8"))?;
    Ok(text.replace("\r\n", "\n"))
}

/// The first line in which a listing's output is not its recording.
#[derive(Debug, PartialEq, Eq)]
pub struct Difference {
    /// From 1.
    pub line: usize,
    pub recorded: String,
    pub printed: String,
}

/// Compares a recording with what was printed now, line by line; line ends
/// of any system count as one.
pub fn difference(recorded: &str, printed: &str) -> Option<Difference> {
    let recorded = recorded.replace("\r\n", "\n");
    if recorded == printed {
        return None;
    }
    let end = "(no such line)";
    let mut a = recorded.split('\n');
    let mut b = printed.split('\n');
    for line in 1.. {
        let (was, is) = (a.next(), b.next());
        if was != is {
            return Some(Difference {
                line,
                recorded: was.unwrap_or(end).to_owned(),
                printed: is.unwrap_or(end).to_owned(),
            });
        }
    }
    None
}

/// The recordings on disk that belong to no listing, relative to the
/// checkout.
///
/// # Errors
/// When the folder can't be read.
pub fn orphans(
    checkout: &Checkout,
    manifest: &Manifest,
) -> Result<Vec<String>> {
    let known: BTreeSet<String> =
        manifest.listings().map(Listing::recording).collect();
    let mut found = vec![];
    let root = checkout.path(FOLDER);
    if !root.exists() {
        return Ok(found);
    }
    for chapter in entries(&root)? {
        let module = name_of(&chapter);
        for file in entries(&chapter)? {
            let path = format!("{FOLDER}/{module}/{}", name_of(&file));
            if !known.contains(&path) {
                found.push(path);
            }
        }
    }
    Ok(found)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let unreadable = || format!("{} can't be read", folder.display());
    let mut paths = fs::read_dir(folder)
        .with_context(unreadable)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .with_context(unreadable)?;
    paths.sort();
    Ok(paths)
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_differing_line_is_told() {
        let difference = difference("one\ntwo\n", "one\nthree\n").unwrap();
        assert_eq!(difference.line, 2);
        assert_eq!(difference.recorded, "two");
        assert_eq!(difference.printed, "three");
    }

    #[test]
    fn a_missing_line_and_a_missing_line_end_are_differences() {
        assert_eq!(difference("one\n", "one\ntwo\n").unwrap().line, 2);
        assert_eq!(difference("one\n", "one").unwrap().line, 2);
        assert_eq!(difference("", "one\n").unwrap().line, 1);
    }

    #[test]
    fn line_ends_of_another_system_are_no_difference() {
        assert_eq!(difference("one\r\ntwo\r\n", "one\ntwo\n"), None);
    }
}
