//! `workbook dev record`: accepts what the listings print and draw now.

use std::{collections::BTreeSet, fs};

use anyhow::{Context, Result, bail};
use clap::Args;

use super::Outcome;
use crate::{
    checkout::Checkout,
    manifest::{Listing, Manifest},
    recording::{self, Recorder},
};

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Record {
    /// Which ones, as `ch02/function` or `function`; all when none is named
    listings: Vec<String>,
}

pub(super) fn run(
    checkout: &Checkout,
    manifest: &Manifest,
    args: &Record,
) -> Result<Outcome> {
    let chosen = chosen(manifest, &args.listings)?;
    let recorder = Recorder::new(checkout)?;
    let mut changed = 0;
    let mut figures = BTreeSet::new();
    for listing in &chosen {
        let printed = recorder.record(listing)?;
        changed += usize::from(keep(checkout, &listing.recording(), &printed)?);
        if let Some(figure) = recorder.figure(listing)? {
            changed += usize::from(keep(checkout, &listing.figure(), &figure)?);
            figures.insert(listing.figure());
        }
    }
    if args.listings.is_empty() {
        let mut orphans = recording::orphans(checkout, manifest)?;
        orphans.extend(recording::orphan_figures(checkout, &figures)?);
        for path in orphans {
            println!("{path} belongs to no listing; delete it");
        }
    }
    let all = chosen.len() + figures.len();
    println!("{changed} of {all} recordings and figures changed");
    Ok(Outcome::Done)
}

fn chosen<'m>(
    manifest: &'m Manifest,
    names: &[String],
) -> Result<Vec<&'m Listing>> {
    if names.is_empty() {
        return Ok(manifest.listings().collect());
    }
    let mut chosen = vec![];
    for name in names {
        let before = chosen.len();
        chosen.extend(
            manifest.listings().filter(|l| l.key() == *name || l.name == *name),
        );
        if chosen.len() == before {
            bail!("no listing is named `{name}`; `cargo run` lists them all");
        }
    }
    Ok(chosen)
}

/// Writes the recording when it differs, and says so.
fn keep(checkout: &Checkout, name: &str, printed: &str) -> Result<bool> {
    let path = checkout.path(name);
    let before = fs::read_to_string(&path).ok();
    if before
        .as_ref()
        .is_some_and(|before| recording::difference(before, printed).is_none())
    {
        return Ok(false);
    }
    let folder = path.parent().expect("a recording lies in a folder");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&path, printed))
        .with_context(|| format!("{name} can't be written"))?;
    let what = if before.is_some() { "changed" } else { "new" };
    println!("{name}: {what}");
    Ok(true)
}
