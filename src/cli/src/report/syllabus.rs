//! The chapters and how far the learner is.

use super::{
    count,
    ending::Mark,
    look::{Ink, Look},
};
use crate::{
    manifest::{Chapter, Exercise},
    progress::{Progress, Record},
};

/// How far an exercise is, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    Solved,
    Begun,
    NotBegun,
}

impl Standing {
    pub fn word(self) -> &'static str {
        match self {
            Self::Solved => "solved",
            Self::Begun => "begun",
            Self::NotBegun => "not begun",
        }
    }

    fn mark(self) -> Mark {
        match self {
            Self::Solved => Mark::Holds,
            Self::Begun => Mark::Begun,
            Self::NotBegun => Mark::Open,
        }
    }
}

/// A bar with its numbers: `[####----] 3 of 12 points, 1 of 5 exercises`; the
/// bar shrinks where it is narrow, and the numbers stay.
pub fn bar(
    look: &Look,
    exercises: &[&Exercise],
    progress: &Progress,
) -> String {
    let all_points: u32 = exercises.iter().map(|e| e.points).sum();
    let (mut points, mut n_solved) = (0, 0);
    for exercise in exercises.iter().filter(|e| progress.is_solved(&e.key())) {
        points += exercise.points;
        n_solved += 1;
    }
    let numbers = format!(
        "{points} of {}, {n_solved} of {}",
        count(all_points, "point"),
        count(exercises.len() as u64, "exercise")
    );
    const CELLS: usize = 20;
    let room = look.width().saturating_sub(numbers.chars().count() + 3);
    let n_cells = room.clamp(3, CELLS);
    let full = points as usize * n_cells;
    let full = full.checked_div(all_points as usize).unwrap_or(0);
    let filled = look.symbol("█", "#").repeat(full);
    let open = look.symbol("░", "-").repeat(n_cells - full);
    let bar = format!("{}{}", Ink::Good.on(filled), Ink::Quiet.on(open));
    look.wrap(&format!("[{bar}] {numbers}"), "", "")
}

/// A chapter with its listings and exercises.
pub fn chapter(
    look: &Look,
    chapter: &Chapter,
    standing: impl Fn(&Exercise) -> (Standing, Record),
) -> String {
    let short = chapter.name().short();
    let title = Ink::Heading.on(&chapter.title);
    let mut text = look.wrap(&title, &format!("{short}  "), "      ");
    if chapter.draft {
        return text
            + &look.wrap(&Ink::Quiet.on("not written yet"), "      ", "");
    }
    let reading = format!(
        "{} to read, {}",
        count(chapter.minutes, "minute"),
        count(chapter.points(), "point")
    );
    text += &look.wrap(&Ink::Quiet.on(reading), "      ", "      ");
    if !chapter.listings.is_empty() {
        let names: Vec<_> = chapter
            .listings
            .iter()
            .map(|l| match l.nightly {
                true => format!("{} (nightly)", l.name),
                false => l.name.clone(),
            })
            .collect();
        text += &look.wrap(&names.join(", "), "      listings: ", "        ");
    }
    let width = chapter.exercises.iter().map(|e| e.id.len()).max().unwrap_or(0);
    for exercise in &chapter.exercises {
        let (standing, record) = standing(exercise);
        text += &line(look, exercise, standing, &record, width);
    }
    text
}

fn line(
    look: &Look,
    exercise: &Exercise,
    standing: Standing,
    record: &Record,
    width: usize,
) -> String {
    let state = standing.mark().with(look, standing.word(), 9);
    let mut text = format!(
        "{}, {}",
        count(exercise.points, "point"),
        count(exercise.minutes, "minute")
    );
    if record.hints > 0 {
        text += &format!("; {} taken", count(record.hints, "hint"));
    }
    if record.peeked {
        text += "; solution seen";
    }
    // Spaces that stand for columns are not wrapped away.
    let first = format!("      {state}  {:width$}  ", exercise.id);
    if super::look::visible(&first) + 10 > look.width() {
        return look.wrap(&exercise.id, &format!("      {state}  "), "")
            + &look.wrap(&text, "        ", "        ");
    }
    let rest = " ".repeat(6 + 2 + 9 + 2);
    look.wrap(&text, &first, &rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::Manifest;

    const MANIFEST: &str = r#"
[[chapter]]
slug = "waiting"
title = "Waiting"
draft = true

[[chapter]]
slug = "generators"
title = "A function that stops half way"
minutes = 25
listings = ["function", "gen_block"]
nightly = ["gen_block"]

[[chapter.exercise]]
id = "countdown"
points = 1
minutes = 10
hints = []

[[chapter.exercise]]
id = "walk"
points = 3
minutes = 15
hints = []
"#;

    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn a_chapter_shows_what_is_done_in_words() {
        let manifest = Manifest::parse(MANIFEST).unwrap();
        let standing = |e: &Exercise| match e.number {
            1 => (Standing::Solved, Record { hints: 2, ..Record::default() }),
            _ => (Standing::NotBegun, Record::default()),
        };
        let look = Look::new(80, true);
        let told: String = manifest
            .chapters
            .iter()
            .map(|c| chapter(&look, c, standing))
            .collect();
        assert_eq!(
            plain(&told),
            "\
ch01  Waiting
      not written yet
ch02  A function that stops half way
      25 minutes to read, 4 points
      listings: function, gen_block (nightly)
      ✓ solved     countdown  1 point, 10 minutes; 2 hints taken
      · not begun  walk       3 points, 15 minutes
"
        );
    }

    #[test]
    fn the_bar_counts_points() {
        let manifest = Manifest::parse(MANIFEST).unwrap();
        let mut progress = Progress::default();
        progress.entry("generators/countdown").note_attempt(true);
        let look = Look::new(80, false);
        let all: Vec<_> = manifest.exercises().collect();
        let bar = plain(&bar(&look, &all, &progress));
        assert_eq!(
            bar,
            "[#####---------------] 1 of 4 points, 1 of 2 exercises\n"
        );
        let none = self::bar(&look, &[], &progress);
        assert!(plain(&none).ends_with("0 of 0 points, 0 of 0 exercises\n"));
    }
}
