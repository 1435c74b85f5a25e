//! The book's pages of misconceptions, as `explain` prints them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{look::Look, markdown, words};
use crate::checkout::Checkout;

/// All pages of misconceptions in one checkout.
#[derive(Debug, Clone)]
pub struct Pages {
    folder: PathBuf,
}

/// One misconception's page.
#[derive(Debug, Clone)]
pub struct Page {
    id: String,
    path: PathBuf,
    text: String,
}

impl Pages {
    pub fn of(checkout: &Checkout) -> Self {
        Self { folder: checkout.path("book/src/misconceptions") }
    }

    /// The ids of all pages, in the alphabet's order.
    ///
    /// # Errors
    /// When their folder can't be read.
    pub fn ids(&self) -> Result<Vec<String>> {
        let entries = fs::read_dir(&self.folder).with_context(|| {
            format!("{} can't be read", self.folder.display())
        })?;
        let mut ids: Vec<_> = entries
            .filter_map(|entry| {
                let name = entry.ok()?.file_name().into_string().ok()?;
                name.strip_suffix(".md").map(str::to_owned)
            })
            .collect();
        ids.sort();
        Ok(ids)
    }

    /// The page of this misconception.
    ///
    /// # Errors
    /// When there is none, or it can't be read.
    pub fn open(&self, id: &str) -> Result<Page> {
        let path = self.folder.join(format!("{id}.md"));
        let text = fs::read_to_string(&path)
            .with_context(|| format!("{} can't be read", path.display()))?;
        Ok(Page { id: id.to_owned(), path, text })
    }
}

impl Page {
    /// What its first heading says.
    pub fn title(&self) -> String {
        let heading = self.text.lines().find_map(|l| l.strip_prefix("# "));
        heading.map_or_else(|| words(&self.id), |title| title.trim().to_owned())
    }

    /// Its first paragraph, as one line without links or emphasis.
    pub fn opening(&self) -> String {
        let mut opening = String::new();
        let mut is_inside = false;
        for event in Parser::new(&self.text) {
            match event {
                Event::Start(Tag::Paragraph) => is_inside = true,
                Event::End(TagEnd::Paragraph) => break,
                Event::Text(text) if is_inside => opening += &text,
                Event::Code(code) if is_inside => {
                    opening += &format!("`{code}`");
                }
                Event::SoftBreak | Event::HardBreak => opening.push(' '),
                _ => {}
            }
        }
        opening
    }

    /// The whole page for a terminal.
    ///
    /// # Errors
    /// When a file that it includes can't be read.
    pub fn rendered(&self, look: &Look) -> Result<String> {
        let text = with_includes(&self.text, &self.path)?;
        Ok(markdown::render(&text, look))
    }
}

/// The text with the files and anchors in it that it includes.
fn with_includes(text: &str, page: &Path) -> Result<String> {
    let mut whole = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{#include ") {
        let (what, after) =
            after.split_once("}}").context("an include has no end")?;
        whole += before;
        whole += included(what.trim(), page)?.trim_end_matches('\n');
        rest = after;
    }
    whole += rest;
    Ok(whole)
}

/// `path`, `path:anchor`, `path:line`, `path:first:last`.
fn included(what: &str, page: &Path) -> Result<String> {
    let mut parts = what.split(':');
    let name = parts.next().unwrap_or_default();
    let folder = page.parent().expect("a page lies in a folder");
    let text = fs::read_to_string(folder.join(name))
        .with_context(|| format!("{} includes {name}", page.display()))?;
    let part = parts.next();
    let number = |part: Option<&str>| part.and_then(|p| p.parse().ok());
    let is_mark =
        |line: &&str| line.contains("ANCHOR:") || line.contains("ANCHOR_END:");
    let lines: Vec<_> = match (part, number(part)) {
        (None, _) => text.lines().filter(|l| !is_mark(l)).collect(),
        (Some(_), Some(first)) => {
            let first: usize = first;
            let last = match parts.next() {
                None => first,
                last => number(last).unwrap_or(usize::MAX),
            };
            let lines = text.lines().skip(first.saturating_sub(1));
            lines.take((last + 1).saturating_sub(first)).collect()
        }
        (Some(anchor), None) => {
            let marks = |line: &str, mark: &str| {
                let name = line.split_once(mark).map(|(_, name)| name.trim());
                name == Some(anchor)
            };
            text.lines()
                .skip_while(|line| !marks(line, "ANCHOR:"))
                .take_while(|line| !marks(line, "ANCHOR_END:"))
                .filter(|l| !is_mark(l))
                .collect()
        }
    };
    anyhow::ensure!(
        !lines.is_empty(),
        "{} includes nothing by `{what}`",
        page.display()
    );
    Ok(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_includes_what_it_names() {
        let folder = tempfile::tempdir().unwrap();
        let code = "one\n// ANCHOR: b\ntwo\n// ANCHOR_END: b\nthree\n";
        fs::write(folder.path().join("code.rs"), code).unwrap();
        let page = folder.path().join("page.md");
        let get = |what: &str| {
            with_includes(&format!("<{{{{#include {what}}}}}>"), &page)
        };
        assert_eq!(get("code.rs").unwrap(), "<one\ntwo\nthree>");
        assert_eq!(get("code.rs:b").unwrap(), "<two>");
        assert_eq!(get("code.rs:5").unwrap(), "<three>");
        assert_eq!(get("code.rs:3:5").unwrap().lines().count(), 3);
        assert!(get("code.rs:c").is_err());
        let error = get("gone.rs").unwrap_err();
        assert!(format!("{error:#}").contains("includes gone.rs"));
    }
}
