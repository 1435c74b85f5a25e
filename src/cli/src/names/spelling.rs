//! Names as they are typed, part by part: `ch02/countdown`, `02/1`, `e1`.

use crate::manifest::{ChapterName, Exercise, Listing};

/// What was typed, with one case, one kind of slash and no extension.
pub(super) struct Spelling {
    parts: Vec<String>,
}

impl Spelling {
    pub(super) fn of(typed: &str) -> Self {
        let typed = typed.trim().to_lowercase().replace('\\', "/");
        let parts = typed
            .split('/')
            .filter(|part| !matches!(*part, "" | "."))
            .map(|part| without_extension(part).replace(['-', ' '], "_"))
            .collect();
        Self { parts }
    }

    pub(super) fn is_of(&self, exercise: &Exercise) -> bool {
        let Exercise { number, id, chapter, .. } = exercise;
        let stem = exercise.stem();
        match &self.parts[..] {
            [part] if *part == exercise.target() => true,
            [part] => is_item(part, 'e', *number, id, &stem),
            [first, part] => {
                is_chapter(first, chapter)
                    && (is_number(part, *number)
                        || is_item(part, 'e', *number, id, &stem))
            }
            _ => false,
        }
    }

    pub(super) fn is_of_listing(&self, listing: &Listing) -> bool {
        let Listing { number, name, chapter, .. } = listing;
        let stem = format!("s{number}_{name}");
        match &self.parts[..] {
            [part] => is_item(part, 's', *number, name, &stem),
            [first, part] => {
                is_chapter(first, chapter)
                    && (is_number(part, *number)
                        || is_item(part, 's', *number, name, &stem))
            }
            _ => false,
        }
    }

    pub(super) fn is_of_chapter(&self, chapter: &ChapterName) -> bool {
        matches!(&self.parts[..], [part] if is_chapter(part, chapter))
    }
}

fn without_extension(part: &str) -> &str {
    let part = [".rs", ".md", ".html", ".txt"]
        .iter()
        .find_map(|extension| part.strip_suffix(extension))
        .unwrap_or(part);
    part.strip_suffix("_test").unwrap_or(part)
}

/// `countdown`, `e1` or `e1_countdown`.
fn is_item(
    part: &str,
    letter: char,
    number: usize,
    name: &str,
    stem: &str,
) -> bool {
    let numbered = part.strip_prefix(letter);
    part == name
        || part == stem
        || numbered.is_some_and(|digits| is_number(digits, number))
}

/// `2`, `02`, `ch2`, `ch02`, `generators` or `ch02_generators`.
fn is_chapter(part: &str, chapter: &ChapterName) -> bool {
    let number = part.strip_prefix("ch").unwrap_or(part);
    part == chapter.slug
        || part == chapter.module()
        || is_number(number, chapter.number)
}

fn is_number(part: &str, number: usize) -> bool {
    part.bytes().all(|b| b.is_ascii_digit()) && part.parse() == Ok(number)
}
