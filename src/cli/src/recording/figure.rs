//! Figures of who ran when, drawn by the listings that record it.

use std::{
    collections::BTreeSet,
    ffi::OsString,
    fs,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};

use super::{Recorder, entries, name_of, printed};
use crate::{checkout::Checkout, manifest::Listing};

/// Where the pages' figures are, relative to the checkout.
const FOLDER: &str = "book/src/figures";

/// What a figure holds that a listing drew, and no other one.
const DRAWN: &str = "<svg class=\"timeline\"";

impl Recorder<'_> {
    /// The figure of who ran when, for a listing that records it: drawn
    /// twice, as [`Self::record`] runs it twice.
    ///
    /// # Errors
    /// When it fails or is another one the second time.
    pub fn figure(&self, listing: &Listing) -> Result<Option<String>> {
        if listing.nightly {
            return Ok(None);
        }
        let (first, second) = (self.draw(listing)?, self.draw(listing)?);
        ensure!(
            first == second,
            "{}: the listing {} runs in another order at each run, so that \
             no figure of it can be kept",
            listing.path(),
            listing.key()
        );
        Ok(first)
    }

    fn draw(&self, listing: &Listing) -> Result<Option<String>> {
        let key = listing.key();
        let file = self.scratch.path().join("figure.svg");
        let mut flag = OsString::from("--figure=");
        flag.push(&file);
        let output = Command::new(&self.bin)
            .arg(&key)
            .arg(flag)
            .current_dir(self.checkout.root())
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("{key} can't be started"))?;
        printed(&key, output)?;
        if !file.exists() {
            return Ok(None);
        }
        let figure = fs::read_to_string(&file)
            .context("the figure that was drawn can't be read")?;
        fs::remove_file(&file).context("a drawn figure can't be removed")?;
        Ok(Some(figure))
    }
}

/// The figures on disk that a listing drew, and none of these does.
///
/// # Errors
/// When the folder can't be read.
pub fn orphan_figures(
    checkout: &Checkout,
    drawn: &BTreeSet<String>,
) -> Result<Vec<String>> {
    let mut found = vec![];
    for file in entries(&checkout.path(FOLDER))? {
        let path = format!("{FOLDER}/{}", name_of(&file));
        let text = fs::read_to_string(&file).unwrap_or_default();
        if text.starts_with(DRAWN) && !drawn.contains(&path) {
            found.push(path);
        }
    }
    Ok(found)
}
