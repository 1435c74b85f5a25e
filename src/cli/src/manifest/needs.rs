//! What listings need that a page hasn't, and what a reader may turn.

use std::{collections::BTreeMap, fmt};

use anyhow::{Result, bail, ensure};
use serde::Deserialize;
use toml::Spanned;

use super::{Listing, line_of, refuse_odd_name};

/// What a listing needs and a page hasn't: it isn't part of the WebAssembly
/// module, and the page plays its recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Need {
    Threads,
    Processes,
    Sockets,
    /// It goes on after a panic. There a panic ends the program.
    Unwinding,
    /// It weighs pointers, which have 32 bits there.
    Pointers,
    /// It compiles on nightly Rust only.
    Nightly,
}

impl fmt::Display for Need {
    /// As `workbook.toml` and the pages spell it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Threads => "threads",
            Self::Processes => "processes",
            Self::Sockets => "sockets",
            Self::Unwinding => "unwinding",
            Self::Pointers => "pointers",
            Self::Nightly => "nightly",
        })
    }
}

/// A number in a listing that the reader may turn before it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Knob {
    /// As the listing asks for it.
    pub name: String,
    /// What it is, in words.
    pub label: String,
    /// What it may be set to.
    pub values: Vec<u64>,
    /// What it is when nobody turns it: one of the values.
    pub default: u64,
    /// Where in `workbook.toml` it stands, from 1.
    pub line: usize,
}

impl Knob {
    /// What sets it for a listing that runs: `WORKBOOK_COUNTERS`.
    pub fn variable(&self) -> String {
        format!("WORKBOOK_{}", self.name.to_uppercase())
    }
}

/// `[[chapter.knob]]` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawKnob {
    listing: Spanned<String>,
    name: String,
    label: String,
    values: Vec<u64>,
    default: u64,
}

impl RawKnob {
    /// Gives it to its listing.
    pub(super) fn place(
        self,
        listings: &mut [Listing],
        text: &str,
    ) -> Result<()> {
        let line = line_of(text, self.listing.span().start);
        let Self { listing, name, label, values, default } = self;
        let listing = find(listings, listing.as_ref(), line)?;
        refuse_odd_name("knob", &name, line)?;
        ensure!(
            values.contains(&default) && values.len() > 1,
            "workbook.toml:{line}: the knob `{name}` can't be turned back; \
             name two values or more, its default among them"
        );
        ensure!(
            listing.knobs.iter().all(|knob| knob.name != name),
            "workbook.toml:{line}: the listing `{}` has a knob `{name}` \
             already; give this one another name",
            listing.name
        );
        listing.knobs.push(Knob { name, label, values, default, line });
        Ok(())
    }
}

/// Gives each listing of `[chapter.needs]` what it needs.
pub(super) fn place(
    needs: BTreeMap<Spanned<String>, Need>,
    listings: &mut [Listing],
    text: &str,
) -> Result<()> {
    for (name, need) in needs {
        let line = line_of(text, name.span().start);
        let listing = find(listings, name.as_ref(), line)?;
        if listing.nightly || need == Need::Nightly {
            bail!(
                "workbook.toml:{line}: the chapter's `nightly` says already \
                 which listings need it; remove this line"
            );
        }
        listing.need = Some(need);
    }
    Ok(())
}

fn find<'l>(
    listings: &'l mut [Listing],
    name: &str,
    line: usize,
) -> Result<&'l mut Listing> {
    let Some(listing) = listings.iter_mut().find(|l| l.name == name) else {
        bail!(
            "workbook.toml:{line}: `{name}` is no listing of this chapter; \
             name one of its listings"
        );
    };
    Ok(listing)
}

#[cfg(test)]
mod tests {
    use super::super::Manifest;
    use super::*;

    const CHAPTER: &str = r#"
[[chapter]]
slug = "tasks"
title = "Tasks"
minutes = 10
listings = ["spawn", "gen_block"]
nightly = ["gen_block"]
"#;

    fn parsed(more: &str) -> Result<Listing, String> {
        let manifest = Manifest::parse(&format!("{CHAPTER}{more}"))
            .map_err(|error| error.to_string())?;
        Ok(manifest.listings().next().unwrap().clone())
    }

    fn knob(name: &str, values: &str, default: u32) -> String {
        format!(
            "[[chapter.knob]]\nlisting = \"spawn\"\nname = \"{name}\"\n\
             label = \"L\"\nvalues = {values}\ndefault = {default}\n"
        )
    }

    #[test]
    fn a_listing_has_its_need_and_its_knobs() {
        let knobs = knob("delay", "[1, 2]", 2) + &knob("tasks", "[3, 4]", 3);
        let needs = "[chapter.needs]\nspawn = \"threads\"\n";
        let listing = parsed(&format!("{needs}{knobs}")).unwrap();
        assert_eq!(listing.needs(), Some(Need::Threads));
        let names: Vec<_> = listing.knobs.iter().map(Knob::variable).collect();
        assert_eq!(names, ["WORKBOOK_DELAY", "WORKBOOK_TASKS"]);
        assert_eq!(listing.knobs[0].values, [1, 2]);
        assert_eq!(listing.knobs[0].default, 2);
    }

    #[test]
    fn a_need_is_spelled_everywhere_alike() {
        for need in [Need::Threads, Need::Sockets, Need::Pointers] {
            let listing =
                parsed(&format!("[chapter.needs]\nspawn = \"{need}\""));
            assert_eq!(listing.unwrap().needs(), Some(need));
        }
    }

    #[test]
    fn a_need_of_no_listing_is_refused() {
        let told = parsed("[chapter.needs]\nspwan = \"threads\"\n");
        let want = "workbook.toml:9: `spwan` is no listing of this chapter; \
                    name one of its listings";
        assert_eq!(told.unwrap_err(), want);
    }

    #[test]
    fn a_need_that_nobody_knows_is_refused() {
        let told = parsed("[chapter.needs]\nspawn = \"luck\"\n").unwrap_err();
        assert!(told.starts_with("workbook.toml:9: unknown variant"), "{told}");
    }

    #[test]
    fn nightly_is_said_once() {
        for line in ["gen_block = \"threads\"", "spawn = \"nightly\""] {
            let told = parsed(&format!("[chapter.needs]\n{line}\n"));
            let told = told.unwrap_err();
            assert!(told.ends_with("remove this line"), "{told}");
        }
    }

    #[test]
    fn a_knob_that_does_not_turn_is_refused() {
        for values in ["[1, 2]", "[3]"] {
            let told = parsed(&knob("delay", values, 3)).unwrap_err();
            let want = "workbook.toml:9: the knob `delay` can't be turned";
            assert!(told.starts_with(want), "{told}");
        }
    }

    #[test]
    fn two_knobs_of_one_name_are_refused() {
        let twins = knob("delay", "[1, 2]", 1).repeat(2);
        let told = parsed(&twins).unwrap_err();
        assert!(told.contains("has a knob `delay` already"), "{told}");
    }
}
