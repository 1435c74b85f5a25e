//! What a learner types, and what in the workbook it means.
//!
//! Names are forgiving: `countdown`, `generators/countdown`, `ch02/countdown`,
//! `02/1`, `e1` and the path of any of its files all mean one exercise; `2`,
//! `02` and `ch02` mean a chapter. Case and the kind of slash don't matter.

mod path;
mod spelling;

use anyhow::{Result, bail};

use crate::{
    checkout::Checkout,
    manifest::{Chapter, Exercise, Listing, Manifest},
};
use path::Place;
use spelling::Spelling;

/// Finds things by name in one checkout.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    checkout: &'a Checkout,
    manifest: &'a Manifest,
}

impl<'a> Names<'a> {
    pub fn new(checkout: &'a Checkout, manifest: &'a Manifest) -> Self {
        Self { checkout, manifest }
    }

    /// The one exercise that this means.
    ///
    /// # Errors
    /// When it means none, or several.
    pub fn exercise(&self, typed: &str) -> Result<&'a Exercise> {
        let found = self.matching_exercises(typed);
        if found.is_empty() && self.matching_listing(typed).is_some() {
            bail!(
                "`{typed}` is a listing; `cargo workbook run {typed}` runs it"
            );
        }
        if found.is_empty() {
            self.refuse_no_chapter(typed)?;
            self.refuse_empty_chapter(typed)?;
        }
        let names: Vec<_> =
            self.manifest.exercises().map(Exercise::name).collect();
        only(typed, "exercise", &found, Exercise::name, &names)
    }

    /// The exercises that this means: one, those of a chapter, or `all`.
    ///
    /// # Errors
    /// When it means none, or exercises of several chapters.
    pub fn exercises(&self, typed: &str) -> Result<Vec<&'a Exercise>> {
        if typed.trim().eq_ignore_ascii_case("all") {
            return Ok(self.manifest.exercises().collect());
        }
        let found = self.matching_exercises(typed);
        match (found.len(), self.matching_chapter(typed)) {
            (1, _) => Ok(found),
            (_, Some(chapter)) if !chapter.exercises.is_empty() => {
                Ok(chapter.exercises.iter().collect())
            }
            _ => self.exercise(typed).map(|one| vec![one]),
        }
    }

    /// The one listing that this means.
    ///
    /// # Errors
    /// When it means none, or several.
    pub fn listing(&self, typed: &str) -> Result<&'a Listing> {
        let found = self.matching_listings(typed);
        if found.is_empty() && self.matching_exercises(typed).len() == 1 {
            bail!(
                "`{typed}` is an exercise; `cargo workbook check {typed}` \
                 judges it"
            );
        }
        if found.is_empty() {
            self.refuse_no_chapter(typed)?;
        }
        let names: Vec<_> =
            self.manifest.listings().map(Listing::key).collect();
        only(typed, "listing", &found, Listing::key, &names)
    }

    /// The chapter that this means.
    ///
    /// # Errors
    /// When it means none.
    pub fn chapter(&self, typed: &str) -> Result<&'a Chapter> {
        let names: Vec<_> = self
            .manifest
            .chapters
            .iter()
            .map(|c| format!("{}  {}", c.name().short(), c.slug))
            .collect();
        self.matching_chapter(typed)
            .ok_or_else(|| unknown(typed, "chapter", &names))
    }

    /// Exercises of that name; those of a chapter, if it names one.
    fn matching_exercises(&self, typed: &str) -> Vec<&'a Exercise> {
        let place = Place::of(typed, self.checkout);
        let spelling = Spelling::of(typed);
        let all = || self.manifest.exercises();
        let at_place: Vec<_> = all().filter(|e| place.is_of(e)).collect();
        if !at_place.is_empty() {
            return at_place;
        }
        let found: Vec<_> = all().filter(|e| spelling.is_of(e)).collect();
        match self.matching_chapter(typed) {
            Some(chapter) if found.is_empty() => {
                chapter.exercises.iter().collect()
            }
            _ => found,
        }
    }

    /// Of `ch99/countdown`, nothing is near.
    fn refuse_no_chapter(&self, typed: &str) -> Result<()> {
        let typed = typed.trim().to_lowercase();
        let first = typed.split(['/', '\\']).next().unwrap_or_default();
        let digits = first.strip_prefix("ch").unwrap_or(first);
        let Ok(number) = digits.parse::<usize>() else { return Ok(()) };
        let chapters = &self.manifest.chapters;
        if chapters.iter().any(|chapter| chapter.number == number) {
            return Ok(());
        }
        bail!(
            "there is no chapter {number}; the last is {}, and `cargo \
             workbook list` shows all",
            chapters.len()
        )
    }

    fn refuse_empty_chapter(&self, typed: &str) -> Result<()> {
        let Some(chapter) = self.matching_chapter(typed) else {
            return Ok(());
        };
        bail!(
            "{} has no exercises yet; `cargo workbook list` shows those there \
             are",
            chapter.name().short()
        )
    }

    fn matching_listings(&self, typed: &str) -> Vec<&'a Listing> {
        let place = Place::of(typed, self.checkout);
        let spelling = Spelling::of(typed);
        let all = || self.manifest.listings();
        let at_place: Vec<_> =
            all().filter(|l| place.is_of_listing(l)).collect();
        if !at_place.is_empty() {
            return at_place;
        }
        let found: Vec<_> =
            all().filter(|l| spelling.is_of_listing(l)).collect();
        match self.matching_chapter(typed) {
            Some(chapter) if found.is_empty() => {
                chapter.listings.iter().collect()
            }
            _ => found,
        }
    }

    fn matching_listing(&self, typed: &str) -> Option<&'a Listing> {
        match self.matching_listings(typed)[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    fn matching_chapter(&self, typed: &str) -> Option<&'a Chapter> {
        let place = Place::of(typed, self.checkout);
        let spelling = Spelling::of(typed);
        self.manifest.chapters.iter().find(|chapter| {
            let name = chapter.name();
            place.is_of_chapter(&name) || spelling.is_of_chapter(&name)
        })
    }
}

/// The only one of those found; or what was meant instead.
fn only<'a, T>(
    typed: &str,
    kind: &str,
    found: &[&'a T],
    name: impl Fn(&T) -> String,
    all: &[String],
) -> Result<&'a T> {
    match found {
        [one] => Ok(one),
        [] => Err(unknown(typed, kind, all)),
        _ => {
            let names = found.iter().map(|one| name(one));
            bail!(
                "`{typed}` means {} {kind}s; say which:{}",
                found.len(),
                indented(names)
            )
        }
    }
}

/// Says that nothing has that name, and names the three nearest.
pub(crate) fn unknown(
    typed: &str,
    kind: &str,
    names: &[String],
) -> anyhow::Error {
    if names.is_empty() {
        return anyhow::anyhow!("there is no {kind} `{typed}`, nor any other");
    }
    let article = if kind.starts_with('e') { "an" } else { "a" };
    anyhow::anyhow!(
        "`{typed}` is not {article} {kind}; the nearest:{}",
        indented(nearest(typed, names).into_iter())
    )
}

fn indented(names: impl Iterator<Item = String>) -> String {
    names.map(|name| format!("\n  {name}")).collect()
}

/// The three names at the least edit distance, or of its last part.
fn nearest(typed: &str, names: &[String]) -> Vec<String> {
    let typed = typed.to_lowercase().replace('\\', "/");
    let last =
        |name: &str| name.rsplit(['/', ' ']).next().unwrap_or(name).to_owned();
    let distance = |name: &String| {
        let whole = strsim::damerau_levenshtein(&typed, name);
        let part = strsim::damerau_levenshtein(&last(&typed), &last(name));
        whole.min(part)
    };
    let mut sorted = names.to_vec();
    sorted.sort_by_key(distance);
    sorted.truncate(3);
    sorted
}

#[cfg(test)]
mod tests;
