//! Which exercise a card announces.

use anyhow::{Result, bail};

use super::{
    Dress,
    edits::{Edits, attribute},
    head::Page,
};
use crate::manifest::Exercise;

const CODE: &str = "<code>";

/// Marks each card with the exercise whose file it says to open, and lets the
/// path of that file wrap on a narrow screen.
pub(super) fn mark(
    dress: &Dress<'_>,
    page: &Page<'_>,
    edits: &mut Edits,
) -> Result<()> {
    let cards = page
        .tags
        .iter()
        .enumerate()
        .filter(|(_, tag)| tag.name == "div" && tag.has_class("exercise"));
    for (place, tag) in cards {
        let end = end(page, place);
        let html = &page.html[tag.end..end];
        let Some((at, exercise)) = announced(dress, html) else {
            bail!(
                "an exercise's card names no file of an exercise; say \
                 `Open <code>exercises/chNN_slug/eN_id.rs</code>` in it"
            );
        };
        // Before the tag's `>`.
        edits.insert(tag.end - 1, attribute("data-exercise", &exercise.name()));
        let (start, path) = (tag.end + at + CODE.len(), exercise.subject());
        for (slash, _) in path.match_indices('/') {
            edits.insert(start + slash + 1, "<wbr>".to_owned());
        }
    }
    Ok(())
}

/// Where the card ends that begins at this tag.
fn end(page: &Page<'_>, place: usize) -> usize {
    let mut depth = 0;
    for tag in &page.tags[place..] {
        match tag.name {
            "div" => depth += 1,
            "/div" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return tag.start;
        }
    }
    page.html.len()
}

/// The exercise whose file stands first in the card, as code, and where.
fn announced<'m>(
    dress: &Dress<'m>,
    card: &str,
) -> Option<(usize, &'m Exercise)> {
    let places = dress.manifest.exercises().filter_map(|exercise| {
        let code = format!("{CODE}{}</code>", exercise.subject());
        card.find(&code).map(|at| (at, exercise))
    });
    places.min_by_key(|(at, _)| *at)
}
