//! `workbook dev seal`: accepts the checks and stubs as they are now.

use std::{fmt::Write, fs};

use anyhow::{Context, Result};

use super::Outcome;
use crate::{checkout::Checkout, manifest::Manifest, sealed};

const HEADER: &str = "\
# What a verdict hangs on, with git's name of its content. A changed check or
# stub is accepted on purpose: `cargo workbook dev seal`.
";

pub(super) fn run(checkout: &Checkout, manifest: &Manifest) -> Result<Outcome> {
    let path = checkout.path("exercises/sealed.txt");
    fs::write(&path, seals(checkout, manifest)?)
        .with_context(|| format!("{} can't be written", path.display()))?;
    println!("{} is written; commit it with the change", path.display());
    Ok(Outcome::Done)
}

/// What `exercises/sealed.txt` must say of the files as they are on disk.
pub(super) fn seals(
    checkout: &Checkout,
    manifest: &Manifest,
) -> Result<String> {
    let mut seals = String::from(HEADER);
    for exercise in manifest.exercises() {
        for path in [exercise.subject(), exercise.checks()] {
            let text = fs::read_to_string(checkout.path(&path))
                .with_context(|| format!("{path} can't be read"))?;
            writeln!(seals, "{}  {path}", sealed::blob_name(&text))?;
        }
    }
    Ok(seals)
}
