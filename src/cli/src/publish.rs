//! The book as plain files: any host of static pages serves it, and it opens
//! from the disk.
//!
//! In reading order:
//!
//! - `folder`: where it may be put, and how an old site gives way to a new;
//! - `catalog`: what the pages know without a server, and recorded runs;
//! - `module`: the listings, for a page that runs them itself.

mod catalog;
mod folder;
pub(crate) mod module;

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};

use crate::{
    checkout::Checkout,
    manifest::Manifest,
    page::{Host, LIVE},
    serve::build::{self, Built},
};
use folder::Folder;

/// What the command line asked for.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Where to: new, empty or an earlier site.
    pub folder: PathBuf,
    /// Where the site begins on its host, as in `/workbook/`.
    pub root: String,
    /// The listings' module, where it has been built already.
    pub module: Option<PathBuf>,
}

/// A site that was written.
#[derive(Debug)]
pub struct Published {
    pub folder: PathBuf,
    pub pages: usize,
    pub files: usize,
    /// Of all files, in bytes.
    pub size: usize,
    /// Of the script that holds the listings' module; or why there is none.
    pub module: Result<usize, String>,
    /// What mdBook found odd and went on.
    pub warnings: Vec<String>,
    pub took: Duration,
}

/// Builds the book with all that its pages need to be live by themselves, and
/// puts it into the folder, unless `stop` is set meanwhile.
///
/// # Errors
/// When the folder holds something else, or a part of the site can't be
/// built: the folder is then as it was.
pub fn publish(
    checkout: &Checkout,
    wish: &Wish,
    stop: &AtomicBool,
) -> Result<Published> {
    let start = Instant::now();
    let folder = Folder::find(checkout, &wish.folder)?;
    let manifest = Manifest::load(checkout)?;
    let host = Host::Files { root: wish.root.clone() };
    let Built { mut site, warnings, .. } = build::build(checkout, &host)?;
    let script = format!("{LIVE}/listings.js");
    let module = module(checkout, &manifest, wish.module.as_deref())?
        .map(|module| module::script(&module).into_bytes());
    let name = if module.is_ok() { script.clone() } else { String::new() };
    catalog::add(checkout, &manifest, name, &mut site)?;
    let module = module.map(|text| {
        let size = text.len();
        site.put(script, text);
        size
    });
    ensure!(!stop.load(Ordering::Relaxed), "stopped; nothing was written");
    folder.replace(&site)?;
    Ok(Published {
        folder: folder.path().to_owned(),
        pages: site.pages().count(),
        files: site.files().count(),
        size: site.files().map(|(_, file)| file.body.len()).sum(),
        module,
        warnings,
        took: start.elapsed(),
    })
}

/// The listings' module, or why there is none.
fn module(
    checkout: &Checkout,
    manifest: &Manifest,
    built: Option<&Path>,
) -> Result<Result<Vec<u8>, String>> {
    match built {
        Some(path) => module::read(path).map(Ok),
        None if manifest.listings().next().is_none() => {
            Ok(Err("the workbook has no listing".to_owned()))
        }
        None => module::build(checkout),
    }
}

#[cfg(test)]
mod tests;
