//! mdBook's pages, dressed: what the live page's scripts need to know stands
//! in attributes, and the pages load the first of these scripts.
//!
//! In reading order:
//!
//! - `head`: who serves the page, the loader and the editor's paths;
//! - `figures`: which listing a figure shows, and what it needs;
//! - `cards`: which exercise a card announces;
//! - `chapter`: the line above a chapter's title;
//! - `highlight`: the colors of code, for the languages that are there;
//! - `edits`, `tags`: how a page is read and changed.
//!
//! A book that `mdbook build` wrote has none of this, and reads as well. The
//! page for printing is left plain: nobody runs a listing on paper.

mod cards;
mod chapter;
mod edits;
mod figures;
mod head;
mod highlight;
pub(crate) mod tags;

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Context, Result, anyhow};

use crate::{
    checkout::Checkout,
    manifest::Manifest,
    serve::{site::Site, token::Token},
};
use edits::Edits;

/// The scripts and sheets of the live page, relative to the checkout.
const SCRIPTS: &str = "book/live";

/// Where they are in a site.
pub const LIVE: &str = "live";

/// Who answers when a page asks.
#[derive(Debug, Clone)]
pub enum Host {
    /// This start of the local server.
    Server(Token),
    /// Nobody: the pages are plain files.
    Files {
        /// Where the site begins on its host, as in `/` and `/workbook/`:
        /// the page that stands for missing ones must know.
        root: String,
    },
}

/// Adds the live page's scripts to the site and dresses all its pages.
///
/// # Errors
/// When a page names a listing or an exercise that the manifest doesn't
/// know, or is no longer written as this module expects.
pub fn dress(checkout: &Checkout, site: &mut Site, host: &Host) -> Result<()> {
    let manifest = Manifest::load(checkout)?;
    add_scripts(checkout, site)?;
    let has = |name: &str| site.file(&format!("{LIVE}/{name}")).is_some();
    let dress = Dress {
        checkout,
        manifest: &manifest,
        host,
        script: has("workbook.js"),
        sheet: has("live.css"),
    };
    let pages: Vec<String> = site.pages().map(str::to_owned).collect();
    let mut languages = BTreeSet::new();
    for path in pages {
        let Some(file) = site.file(&path) else { continue };
        let html = std::str::from_utf8(&file.body)
            .with_context(|| format!("{path} is not UTF-8"))?;
        let tags = tags::tags(html);
        languages.extend(highlight::languages(&tags));
        let dressed = dress
            .page(&head::Page { path: &path, html, tags: &tags })
            .with_context(|| format!("{path} can't be made live"))?;
        site.put(path, dressed.into_bytes());
    }
    lighten(site, &languages);
    Ok(())
}

/// Takes out of the script that colors code what no page needs of it, and
/// names what is left by its own content: a browser that keeps mdBook's name
/// would keep a script without the languages that were added since.
fn lighten(site: &mut Site, languages: &BTreeSet<String>) {
    let scripts = site.files().filter(|(path, _)| {
        path.starts_with("highlight-") && path.ends_with(".js")
    });
    let lighter: Vec<_> = scripts
        .filter_map(|(path, file)| {
            let script = std::str::from_utf8(&file.body).ok()?;
            Some((path.to_owned(), highlight::with_only(script, languages)))
        })
        .collect();
    for (path, script) in lighter {
        let name = highlight::file_name(&script);
        site.remove(&path);
        site.put(name.clone(), script.into_bytes());
        call_it(site, &path, &name);
    }
}

/// Has all pages load the file of this name in place of the other.
fn call_it(site: &mut Site, old: &str, new: &str) {
    let pages: Vec<_> = site
        .pages()
        .filter_map(|path| {
            let html = std::str::from_utf8(&site.file(path)?.body).ok()?;
            Some((path.to_owned(), html.replace(old, new)))
        })
        .collect();
    for (path, html) in pages {
        site.put(path, html.into_bytes());
    }
}

/// Adds each script and sheet of `book/live`; their types are no part of a
/// site.
fn add_scripts(checkout: &Checkout, site: &mut Site) -> Result<()> {
    let folder = checkout.path(SCRIPTS);
    if !folder.exists() {
        return Ok(());
    }
    let unreadable = || format!("{SCRIPTS} can't be read");
    for entry in fs::read_dir(&folder).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if is_published(&path) && !name.starts_with('.') {
            let body = fs::read(&path)
                .with_context(|| format!("{SCRIPTS}/{name} can't be read"))?;
            site.put(format!("{LIVE}/{name}"), body);
        }
    }
    Ok(())
}

fn is_published(path: &Path) -> bool {
    path.is_file()
        && path.extension().is_some_and(|kind| kind == "js" || kind == "css")
}

/// What all pages are dressed with.
struct Dress<'c> {
    checkout: &'c Checkout,
    manifest: &'c Manifest,
    host: &'c Host,
    /// Whether there is a loader, and its sheet.
    script: bool,
    sheet: bool,
}

impl Dress<'_> {
    fn page(&self, page: &head::Page<'_>) -> Result<String> {
        let mut edits = Edits::default();
        let editor = page.take_editor_out(&mut edits)?;
        if page.path != "print.html" {
            page.add_head(self, &editor, &mut edits)?;
            figures::mark(self, page, &mut edits)?;
            cards::mark(self, page, &mut edits)?;
            chapter::announce(self, page, &mut edits)?;
        }
        Ok(edits.apply(page.html))
    }
}

/// The error when a shape that this module relies on is gone.
fn changed(what: &str) -> anyhow::Error {
    anyhow!("{what}; mend src/cli/src/page.rs to what mdBook writes now")
}

#[cfg(test)]
mod tests;
