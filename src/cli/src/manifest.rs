//! The syllabus, `workbook.toml`, and every path that follows from it.
//!
//! Paths are derived, never stored: a chapter's place gives its number, an
//! exercise's place within the chapter gives its own.

mod needs;
mod raw;

use anyhow::{Context, Result, bail};

use crate::checkout::Checkout;

pub use needs::{Knob, Need};

/// All chapters, in reading order.
#[derive(Debug, Clone)]
pub struct Manifest {
    pub chapters: Vec<Chapter>,
}

/// One chapter of the book.
#[derive(Debug, Clone)]
pub struct Chapter {
    /// From 1.
    pub number: usize,
    pub slug: String,
    pub title: String,
    /// Holds its number, but has no page yet.
    pub draft: bool,
    /// Reading time, in minutes, without the exercises.
    pub minutes: u32,
    pub listings: Vec<Listing>,
    pub exercises: Vec<Exercise>,
    /// Where in `workbook.toml` it stands, from 1.
    pub line: usize,
}

/// One runnable step of a chapter.
#[derive(Debug, Clone)]
pub struct Listing {
    pub chapter: ChapterName,
    /// Its place in the chapter, from 1.
    pub number: usize,
    pub name: String,
    /// Compiles on nightly Rust only: it is a file of its own, not a module.
    pub nightly: bool,
    /// What the learner is asked before it runs.
    pub prediction: Option<Prediction>,
    /// What keeps it out of pages, besides nightly Rust.
    need: Option<Need>,
    /// What a reader may turn.
    pub knobs: Vec<Knob>,
    pub line: usize,
}

/// What a listing's prediction asks for. The right answer is not here: the
/// recording tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prediction {
    /// To choose what it prints in one line.
    Line {
        /// From 1.
        number: usize,
        /// Wrong lines, which the right one hides among.
        others: Vec<String>,
    },
    /// To put all that it prints in order.
    Order,
}

/// One graded exercise.
#[derive(Debug, Clone)]
pub struct Exercise {
    pub chapter: ChapterName,
    /// Its place in the chapter, from 1.
    pub number: usize,
    pub id: String,
    pub points: u32,
    pub minutes: u32,
    /// A question, then a pointer, then the step.
    pub hints: Vec<String>,
    pub line: usize,
}

/// What names a chapter in paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChapterName {
    pub number: usize,
    pub slug: String,
}

impl ChapterName {
    /// As the learner types it: `ch02`.
    pub fn short(&self) -> String {
        format!("ch{:02}", self.number)
    }

    /// The name of its folders and its module: `ch02_generators`.
    pub fn module(&self) -> String {
        format!("ch{:02}_{}", self.number, self.slug)
    }

    /// Its page, below `book/src`: `ch02-generators.md`.
    pub fn page(&self) -> String {
        format!("ch{:02}-{}.md", self.number, self.slug.replace('_', "-"))
    }
}

impl Chapter {
    pub fn name(&self) -> ChapterName {
        ChapterName { number: self.number, slug: self.slug.clone() }
    }

    /// All points that its exercises give.
    pub fn points(&self) -> u32 {
        self.exercises.iter().map(|e| e.points).sum()
    }
}

impl Listing {
    /// What it is run by: `ch02/function`.
    pub fn key(&self) -> String {
        format!("{}/{}", self.chapter.short(), self.name)
    }

    /// What it needs that a page hasn't; without, it runs there.
    pub fn needs(&self) -> Option<Need> {
        if self.nightly { Some(Need::Nightly) } else { self.need }
    }

    /// `src/ch02_generators/s1_function.rs`
    pub fn path(&self) -> String {
        let Self { chapter, number, name, .. } = self;
        format!("src/{}/s{number}_{name}.rs", chapter.module())
    }

    /// What it printed when it was last recorded:
    /// `book/recorded/ch02_generators/function.txt`.
    pub fn recording(&self) -> String {
        format!("book/recorded/{}/{}.txt", self.chapter.module(), self.name)
    }

    /// Its figure of who runs when, if it records that:
    /// `book/src/figures/ch02-lazy_pipeline.svg`.
    pub fn figure(&self) -> String {
        format!("book/src/figures/{}.svg", self.key().replace('/', "-"))
    }
}

impl Exercise {
    /// What progress and scores key on: `generators/countdown`.
    pub fn key(&self) -> String {
        format!("{}/{}", self.chapter.slug, self.id)
    }

    /// What a learner types, in full: `ch02/countdown`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.chapter.short(), self.id)
    }

    /// The name of its files and its module: `e1_countdown`.
    pub fn stem(&self) -> String {
        format!("e{}_{}", self.number, self.id)
    }

    /// Its `[[test]]` target: `ch02_e1_countdown`.
    pub fn target(&self) -> String {
        format!("{}_{}", self.chapter.short(), self.stem())
    }

    /// The only file that a learner edits.
    pub fn subject(&self) -> String {
        format!("exercises/{}/{}.rs", self.chapter.module(), self.stem())
    }

    /// The checks.
    pub fn checks(&self) -> String {
        format!("exercises/{}/{}_test.rs", self.chapter.module(), self.stem())
    }

    /// The workbook's own answer.
    pub fn solution(&self) -> String {
        format!("solutions/{}/{}.rs", self.chapter.module(), self.stem())
    }

    /// The folder of wrong answers and of right answers of other designs.
    pub fn answers(&self) -> String {
        format!("solutions/{}/{}", self.chapter.module(), self.stem())
    }
}

impl Manifest {
    /// Reads `workbook.toml` of this checkout.
    ///
    /// # Errors
    /// When it can't be read or says something that it can't mean: the
    /// message names the line.
    pub fn load(checkout: &Checkout) -> Result<Self> {
        let path = checkout.path("workbook.toml");
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("{} can't be read", path.display()))?;
        Self::parse(&text)
    }

    /// Reads a manifest's text.
    ///
    /// # Errors
    /// As [`Manifest::load`].
    pub fn parse(text: &str) -> Result<Self> {
        let raw: raw::Manifest = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let line = line_of(text, at);
            anyhow::anyhow!("workbook.toml:{line}: {}", error.message())
        })?;
        let chapters = raw
            .chapter
            .into_iter()
            .enumerate()
            .map(|(place, chapter)| chapter.placed(place + 1, text))
            .collect::<Result<Vec<_>>>()?;
        let manifest = Self { chapters };
        manifest.refuse_twins()?;
        Ok(manifest)
    }

    /// All exercises, in reading order.
    pub fn exercises(&self) -> impl Iterator<Item = &Exercise> {
        self.chapters.iter().flat_map(|c| &c.exercises)
    }

    /// All listings, in reading order.
    pub fn listings(&self) -> impl Iterator<Item = &Listing> {
        self.chapters.iter().flat_map(|c| &c.listings)
    }

    fn refuse_twins(&self) -> Result<()> {
        let chapters = self.chapters.iter().map(|c| (c.slug.clone(), c.line));
        let exercises = self.exercises().map(|e| (e.key(), e.line));
        let listings = self.listings().map(|l| (l.key(), l.line));
        let mut seen = std::collections::HashMap::new();
        for (name, line) in chapters.chain(exercises).chain(listings) {
            if let Some(first) = seen.insert(name.clone(), line) {
                bail!(
                    "workbook.toml:{line}: `{name}` stands in line {first} \
                     already; give it another name"
                );
            }
        }
        Ok(())
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text[..offset.min(text.len())].matches('\n').count() + 1
}

/// A name that is also a file's, a module's and a page's.
fn refuse_odd_name(kind: &str, name: &str, line: usize) -> Result<()> {
    let fine = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '_'));
    anyhow::ensure!(
        fine,
        "workbook.toml:{line}: the {kind} `{name}` names files and modules; \
         use lower-case letters, digits and `_`, with a letter first"
    );
    Ok(())
}
