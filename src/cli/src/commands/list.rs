//! `workbook list`: what there is, and how far the learner is.

use anyhow::Result;
use serde::Serialize;

use super::{
    Outcome,
    desk::{Desk, command},
};
use crate::{
    manifest::{Chapter, Exercise, Listing},
    progress::{Progress, Record},
    report::{self, Standing},
};

const EXAMPLES: &str = "\
Examples:
  cargo workbook list          every chapter
  cargo workbook list 2        chapter 2
  cargo workbook list --json   the same for a program";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// A chapter, by its number or name; all when left out.
    chapter: Option<String>,
    /// Print it as one JSON document.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Outcome> {
    let chapters: Vec<&Chapter> = match &args.chapter {
        Some(typed) => vec![desk.names().chapter(typed)?],
        None => desk.manifest.chapters.iter().collect(),
    };
    let progress = desk.progress();
    let text = match args.json {
        true => json(desk, &chapters, &progress)?,
        false => text(desk, &chapters, &progress),
    };
    report::print(&text)?;
    Ok(Outcome::Done)
}

fn text(desk: &Desk, chapters: &[&Chapter], progress: &Progress) -> String {
    let mut text = String::new();
    for chapter in chapters {
        text += &report::chapter(&desk.look, chapter, |exercise| {
            desk.standing(progress, exercise)
        });
        text.push('\n');
    }
    let all: Vec<_> = chapters.iter().flat_map(|c| &c.exercises).collect();
    text += &report::bar(&desk.look, &all, progress);
    if chapters.iter().any(|chapter| !chapter.listings.is_empty()) {
        let run = command("run <listing>");
        let said = format!("{run} runs a listing");
        text += &desk.look.wrap(&said, "", "  ");
    }
    text + &desk.way_on(progress)
}

fn json(
    desk: &Desk,
    chapters: &[&Chapter],
    progress: &Progress,
) -> Result<String> {
    let chapters: Vec<_> = chapters
        .iter()
        .map(|chapter| ChapterEntry {
            number: chapter.number,
            slug: &chapter.slug,
            title: &chapter.title,
            draft: chapter.draft,
            minutes: chapter.minutes,
            points: chapter.points(),
            listings: chapter.listings.iter().map(listing).collect(),
            exercises: chapter
                .exercises
                .iter()
                .map(|e| entry(e, desk.standing(progress, e)))
                .collect(),
        })
        .collect();
    let document = serde_json::json!({ "chapters": chapters });
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

#[derive(Serialize)]
struct ChapterEntry<'a> {
    number: usize,
    slug: &'a str,
    title: &'a str,
    draft: bool,
    minutes: u32,
    points: u32,
    listings: Vec<ListingEntry<'a>>,
    exercises: Vec<ExerciseEntry<'a>>,
}

#[derive(Serialize)]
struct ListingEntry<'a> {
    key: String,
    name: &'a str,
    nightly: bool,
    path: String,
}

#[derive(Serialize)]
struct ExerciseEntry<'a> {
    key: String,
    name: String,
    id: &'a str,
    points: u32,
    minutes: u32,
    subject: String,
    standing: Standing,
    /// How many hints there are.
    hints: usize,
    hints_taken: u32,
    attempts: u32,
    peeked: bool,
}

fn listing(listing: &Listing) -> ListingEntry<'_> {
    ListingEntry {
        key: listing.key(),
        name: &listing.name,
        nightly: listing.nightly,
        path: listing.path(),
    }
}

fn entry(
    exercise: &Exercise,
    (standing, record): (Standing, Record),
) -> ExerciseEntry<'_> {
    ExerciseEntry {
        key: exercise.key(),
        name: exercise.name(),
        id: &exercise.id,
        points: exercise.points,
        minutes: exercise.minutes,
        subject: exercise.subject(),
        standing,
        hints: exercise.hints.len(),
        hints_taken: record.hints,
        attempts: record.attempts,
        peeked: record.peeked,
    }
}
