//! What a page without a server knows of the listings, as scripts: what they
//! printed, what is asked of each, and recorded runs of those that tell who
//! ran when.

use std::{collections::BTreeMap, fs};

use anyhow::{Context, Result};
use serde::Serialize;

use crate::{
    checkout::Checkout,
    manifest::{Listing, Manifest},
    page::LIVE,
    question::Question,
    recording::Recorder,
    serve::site::Site,
};

/// `Catalog` of book/live/types.d.ts.
#[derive(Serialize)]
struct Catalog {
    listings: BTreeMap<String, Entry>,
    module: String,
}

#[derive(Serialize)]
struct Entry {
    recorded: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<Asked>,
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<String>,
}

#[derive(Serialize)]
struct Asked {
    kind: &'static str,
    before: Vec<String>,
    options: Vec<String>,
    right: Vec<String>,
}

/// Adds `live/catalog.js`, which names the module's script, if there is one;
/// and `live/runs/ch02-function.js` of each listing that records a timeline.
///
/// # Errors
/// When a recording is missing or a listing fails.
pub(super) fn add(
    checkout: &Checkout,
    manifest: &Manifest,
    module: String,
    site: &mut Site,
) -> Result<()> {
    let mut recorder = None;
    let mut listings = BTreeMap::new();
    for listing in manifest.listings() {
        let run = match checkout.path(listing.figure()).is_file() {
            true => {
                let recorder = match &mut recorder {
                    Some(recorder) => recorder,
                    none => none.insert(Recorder::new(checkout)?),
                };
                Some(add_run(checkout, recorder, listing, site)?)
            }
            false => None,
        };
        listings.insert(listing.key(), entry(checkout, listing, run)?);
    }
    let catalog = to_json(&Catalog { listings, module });
    let script = format!("workbook.catalog = {catalog};\n");
    site.put(format!("{LIVE}/catalog.js"), script.into_bytes());
    Ok(())
}

/// Runs it, and returns where its run is. Its source is set beside it: the
/// page may show a part of it, and other lines run too.
fn add_run(
    checkout: &Checkout,
    recorder: &Recorder<'_>,
    listing: &Listing,
    site: &mut Site,
) -> Result<String> {
    let key = listing.key();
    let path = format!("{LIVE}/runs/{}.js", key.replace('/', "-"));
    let source = fs::read_to_string(checkout.path(listing.path()))
        .with_context(|| format!("{} can't be read", listing.path()))?;
    let script = format!(
        "(workbook.runs ??= {{}})[{key}] = {run};\n\
         (workbook.sources ??= {{}})[{key}] = {source};\n",
        key = to_json(&key),
        run = to_json(&recorder.trace(listing)?),
        source = to_json(&source)
    );
    site.put(path.clone(), script.into_bytes());
    Ok(path)
}

fn entry(
    checkout: &Checkout,
    listing: &Listing,
    run: Option<String>,
) -> Result<Entry> {
    let path = listing.recording();
    let recorded = fs::read_to_string(checkout.path(&path))
        .with_context(|| format!("{path} can't be read"))?
        .replace("\r\n", "\n");
    let question = Question::of(checkout, listing)?.map(|question| Asked {
        kind: if question.is_order() { "order" } else { "line" },
        before: question.before,
        options: question.options,
        right: question.right,
    });
    Ok(Entry { recorded, question, run })
}

fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("texts and lists have JSON")
}
