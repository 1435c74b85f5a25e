//! Which exercise a card announces.

use anyhow::{Result, bail};

use super::{
    Dress,
    edits::{Edits, attribute},
    head::Page,
};
use crate::manifest::Exercise;

/// Marks each card with the exercise whose file it says to open.
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
        let Some(exercise) = announced(dress, html) else {
            bail!(
                "an exercise's card names no file of an exercise; say \
                 `Open <code>exercises/chNN_slug/eN_id.rs</code>` in it"
            );
        };
        // Before the tag's `>`.
        edits.insert(tag.end - 1, attribute("data-exercise", &exercise.name()));
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

/// The exercise whose file stands first in the card, as code.
fn announced<'m>(dress: &Dress<'m>, card: &str) -> Option<&'m Exercise> {
    let places = dress.manifest.exercises().filter_map(|exercise| {
        let code = format!("<code>{}</code>", exercise.subject());
        card.find(&code).map(|at| (at, exercise))
    });
    places.min_by_key(|(at, _)| *at).map(|(_, exercise)| exercise)
}
