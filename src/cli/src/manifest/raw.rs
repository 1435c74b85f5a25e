//! `workbook.toml` as it is written, before places give numbers.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use serde::Deserialize;
use toml::Spanned;

use super::{
    ChapterName, line_of,
    needs::{self, Need, RawKnob},
    refuse_odd_name,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    #[serde(default)]
    pub(super) chapter: Vec<Chapter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Chapter {
    slug: Spanned<String>,
    title: String,
    #[serde(default)]
    draft: bool,
    minutes: Option<u32>,
    #[serde(default)]
    listings: Vec<Spanned<String>>,
    /// Those of the listings that need nightly Rust.
    #[serde(default)]
    nightly: Vec<Spanned<String>>,
    /// By the listings' names.
    #[serde(default)]
    needs: BTreeMap<Spanned<String>, Need>,
    #[serde(default)]
    knob: Vec<RawKnob>,
    #[serde(default)]
    prediction: Vec<Prediction>,
    #[serde(default)]
    exercise: Vec<Exercise>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Prediction {
    listing: Spanned<String>,
    /// The line that is asked for; the order of all, when left out.
    line: Option<usize>,
    #[serde(default)]
    others: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exercise {
    id: Spanned<String>,
    points: u32,
    minutes: u32,
    hints: Vec<String>,
}

impl Chapter {
    pub(super) fn placed(
        self,
        number: usize,
        text: &str,
    ) -> Result<super::Chapter> {
        let line = line_of(text, self.slug.span().start);
        let slug = self.slug.into_inner();
        refuse_odd_name("chapter", &slug, line)?;
        if !self.draft && self.minutes.is_none() {
            bail!(
                "workbook.toml:{line}: chapter `{slug}` has no minutes; \
                 say how long it takes to read, or `draft = true`"
            );
        }
        let chapter = ChapterName { number, slug: slug.clone() };
        let mut listings =
            listings(self.listings, self.nightly, &chapter, text)?;
        needs::place(self.needs, &mut listings, text)?;
        for knob in self.knob {
            knob.place(&mut listings, text)?;
        }
        for prediction in self.prediction {
            prediction.place(&mut listings, text)?;
        }
        let exercises = self
            .exercise
            .into_iter()
            .enumerate()
            .map(|(place, e)| e.placed(&chapter, place + 1, text))
            .collect::<Result<_>>()?;
        Ok(super::Chapter {
            number,
            slug,
            title: self.title,
            draft: self.draft,
            minutes: self.minutes.unwrap_or(0),
            listings,
            exercises,
            line,
        })
    }
}

fn listings(
    names: Vec<Spanned<String>>,
    nightly: Vec<Spanned<String>>,
    chapter: &ChapterName,
    text: &str,
) -> Result<Vec<super::Listing>> {
    for name in &nightly {
        if !names.iter().any(|known| known.get_ref() == name.get_ref()) {
            bail!(
                "workbook.toml:{}: `{}` is no listing of `{}`; \
                 add it to the chapter's listings",
                line_of(text, name.span().start),
                name.get_ref(),
                chapter.slug
            );
        }
    }
    let nightly: Vec<_> =
        nightly.into_iter().map(Spanned::into_inner).collect();
    let placed = names.into_iter().enumerate().map(|(place, name)| {
        let line = line_of(text, name.span().start);
        let name = name.into_inner();
        refuse_odd_name("listing", &name, line)?;
        Ok(super::Listing {
            chapter: chapter.clone(),
            number: place + 1,
            nightly: nightly.contains(&name),
            prediction: None,
            need: None,
            knobs: Vec::new(),
            name,
            line,
        })
    });
    placed.collect()
}

impl Prediction {
    /// Gives it to its listing.
    fn place(self, listings: &mut [super::Listing], text: &str) -> Result<()> {
        let line = line_of(text, self.listing.span().start);
        let name = self.listing.into_inner();
        let listing = listings.iter_mut().find(|l| l.name == name);
        let Some(listing) = listing else {
            bail!(
                "workbook.toml:{line}: `{name}` is no listing of this \
                 chapter; predict what one of its listings prints"
            );
        };
        if listing.prediction.is_some() {
            bail!(
                "workbook.toml:{line}: listing `{name}` has a prediction \
                 already; one is enough"
            );
        }
        listing.prediction = Some(match (self.line, self.others) {
            (Some(number @ 1..), others) if !others.is_empty() => {
                super::Prediction::Line { number, others }
            }
            (None, others) if others.is_empty() => super::Prediction::Order,
            _ => bail!(
                "workbook.toml:{line}: the prediction of `{name}` needs a \
                 `line`, from 1, and `others`, its wrong lines; or neither, \
                 for the order of all lines"
            ),
        });
        Ok(())
    }
}

impl Exercise {
    fn placed(
        self,
        chapter: &ChapterName,
        number: usize,
        text: &str,
    ) -> Result<super::Exercise> {
        let line = line_of(text, self.id.span().start);
        let id = self.id.into_inner();
        refuse_odd_name("exercise", &id, line)?;
        Ok(super::Exercise {
            chapter: chapter.clone(),
            number,
            id,
            points: self.points,
            minutes: self.minutes,
            hints: self.hints,
            line,
        })
    }
}
