//! Which listing a figure shows, and what the page needs to know to run it.

use anyhow::{Context, Result, anyhow};

use super::{
    Dress,
    edits::{Edits, attribute},
    head::Page,
};
use crate::manifest::{Listing, Prediction};

/// A caption that is a command to run a listing begins so.
const COMMAND: &str = "cargo workbook run ";

/// Marks each figure whose caption is a command that runs a listing.
pub(super) fn mark(
    dress: &Dress<'_>,
    page: &Page<'_>,
    edits: &mut Edits,
) -> Result<()> {
    for (place, tag) in page.tags.iter().enumerate() {
        if tag.name != "figure"
            || !tag.has_class("listing")
            || tag.has_class("python")
        {
            continue;
        }
        let caption = match &page.tags[place + 1..] {
            [begin, end, ..]
                if begin.name == "figcaption" && end.name == "/figcaption" =>
            {
                &page.html[begin.end..end.start]
            }
            _ => "",
        };
        let key = key(caption).ok_or_else(|| {
            let odd = format!("a listing's caption is `{caption}`");
            anyhow!("{odd}; write `{COMMAND}chNN/name` there")
        })?;
        let listing = dress
            .manifest
            .listings()
            .find(|listing| listing.key() == key)
            .with_context(|| {
                format!(
                    "a caption names the listing `{key}`, which is not in \
                     workbook.toml; add it or mend the caption"
                )
            })?;
        // Before the tag's `>`.
        edits.insert(tag.end - 1, attributes(dress, listing));
    }
    Ok(())
}

/// The listing that a caption runs.
fn key(caption: &str) -> Option<&str> {
    let arguments = caption.trim().strip_prefix(COMMAND)?;
    arguments.split_whitespace().find(|argument| !argument.starts_with("--"))
}

fn attributes(dress: &Dress<'_>, listing: &Listing) -> String {
    let mut text = attribute("data-listing", &listing.key());
    if let Some(need) = listing.needs() {
        text += &attribute("data-needs", &need.to_string());
    }
    if !listing.knobs.is_empty() {
        let knobs = serde_json::to_string(&listing.knobs);
        let knobs = knobs.expect("names and numbers are JSON");
        text += &attribute("data-knobs", &knobs);
    }
    match listing.prediction {
        Some(Prediction::Line { .. }) => {
            text += &attribute("data-predict", "line");
        }
        Some(Prediction::Order) => text += &attribute("data-predict", "order"),
        None => {}
    }
    if has_lanes(dress, listing) {
        text += &attribute("data-lanes", "");
    }
    text
}

/// Whether it records who runs when: then its figure has been drawn, which
/// `workbook dev record` sees to.
fn has_lanes(dress: &Dress<'_>, listing: &Listing) -> bool {
    dress.checkout.path(listing.figure()).is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_names_its_listing_with_and_without_flags() {
        assert_eq!(key("cargo workbook run ch02/a"), Some("ch02/a"));
        let flagged = "cargo workbook run --timeline ch02/a";
        assert_eq!(key(flagged), Some("ch02/a"));
        assert_eq!(key("cargo workbook run ch02/a --timeline"), Some("ch02/a"));
        assert_eq!(key("python3 a.py"), None);
    }
}
