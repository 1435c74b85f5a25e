//! Which listing a figure shows, and what the page needs to know to run it.

use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};

use super::{
    Dress,
    edits::{Edits, attribute},
    head::Page,
};
use crate::manifest::{Knob, Listing, Prediction};

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
        text += &attribute("data-knobs", &knobs(&listing.knobs));
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

/// The knobs as `Knob[]` of book/live/types.d.ts, for which all values are
/// texts, as a form has them.
fn knobs(knobs: &[Knob]) -> String {
    let list = knobs.iter().map(|knob| {
        let values: Vec<_> = knob.values.iter().map(u64::to_string).collect();
        json!({
            "name": knob.name,
            "label": knob.label,
            "values": values,
            "default": knob.default.to_string(),
        })
    });
    list.collect::<Value>().to_string()
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
    fn a_knobs_values_are_texts() {
        let knob = Knob {
            name: "workers".to_owned(),
            label: "Workers".to_owned(),
            values: vec![1, 2],
            default: 2,
            line: 1,
        };
        let read: Value = serde_json::from_str(&knobs(&[knob])).unwrap();
        let (values, default) = (json!(["1", "2"]), json!("2"));
        assert_eq!(read[0]["values"], values);
        assert_eq!(read[0]["default"], default);
    }

    #[test]
    fn a_caption_names_its_listing_with_and_without_flags() {
        assert_eq!(key("cargo workbook run ch02/a"), Some("ch02/a"));
        let flagged = "cargo workbook run --timeline ch02/a";
        assert_eq!(key(flagged), Some("ch02/a"));
        assert_eq!(key("cargo workbook run ch02/a --timeline"), Some("ch02/a"));
        assert_eq!(key("python3 a.py"), None);
    }
}
