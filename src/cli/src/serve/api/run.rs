//! `run`: a listing, as it is or as the reader changed it; `source`: its text.

use std::{collections::BTreeMap, fs, sync::Arc};

use anyhow::Context as _;
use axum::{Router, extract::State, http::StatusCode, routing::post};
use serde::{Deserialize, Serialize};

use super::{
    PREFIX,
    ask::{Asked, Told},
    lines::{Answer, lines},
    refusal::Refusal,
};
use crate::{
    manifest::Listing,
    serve::{
        listing::{SEATS, Wish},
        live::Live,
    },
};

#[derive(Debug, Deserialize)]
struct Run {
    listing: String,
    source: Option<String>,
    #[serde(default)]
    knobs: BTreeMap<String, String>,
    #[serde(default)]
    trace: bool,
}

#[derive(Debug, Deserialize)]
struct Source {
    listing: String,
}

#[derive(Debug, Serialize)]
struct Text {
    text: String,
}

pub(super) fn routes() -> Router<Arc<Live>> {
    Router::new()
        .route(&format!("{PREFIX}run"), post(run))
        .route(&format!("{PREFIX}source"), post(source))
}

/// Answers at once, then line by line. When the page breaks off, all that was
/// started ends.
async fn run(
    State(live): State<Arc<Live>>,
    Asked(ask): Asked<Run>,
) -> Result<Answer, Refusal> {
    let listing = listing(&live, &ask.listing)?;
    if listing.nightly {
        let key = listing.key();
        return Err(Refusal::bad(format!(
            "{key} needs nightly Rust; run `cargo workbook run {key}` in a \
             terminal"
        )));
    }
    let knobs = ask.knobs.iter().map(|turned| variable(&listing, turned));
    let knobs = knobs.collect::<Result<_, _>>()?;
    let Some(seat) = live.listings.seat() else {
        return Err(Refusal::new(
            StatusCode::TOO_MANY_REQUESTS,
            format!(
                "{SEATS} listings run or wait already; stop one, then run this"
            ),
        ));
    };
    let (source, trace) = (ask.source, ask.trace);
    let wish = Wish { listing, source, knobs, trace };
    let (lines, answer) = lines();
    // Ends with the run, or when nobody listens any more; with the server at
    // the latest.
    tokio::spawn(async move {
        tokio::select! {
            () = live.listings.play(wish, &lines) => {}
            () = lines.gone() => {}
        }
        drop(seat);
    });
    Ok(answer)
}

/// The listing of this key. The manifest names it, so that no key is a path.
fn listing(live: &Live, key: &str) -> Result<Listing, Refusal> {
    let manifest = live.manifest()?;
    let found = manifest.listings().find(|listing| listing.key() == key);
    found.cloned().ok_or_else(|| {
        Refusal::unknown(
            "the workbook has no such listing; `cargo workbook run` lists \
             them all",
        )
    })
}

/// The variable that a turned knob sets: one of the listing's own, to one of
/// its values.
fn variable(
    listing: &Listing,
    (name, value): (&String, &String),
) -> Result<(String, String), Refusal> {
    let knob = listing.knobs.iter().find(|knob| knob.name == *name);
    let to = |value: &String| {
        let number = value.parse().ok()?;
        knob.filter(|knob| knob.values.contains(&number))
    };
    let Some(knob) = to(value) else {
        return Err(Refusal::bad(format!(
            "{} has no knob `{name}` that turns to `{value}`; reload the page",
            listing.key()
        )));
    };
    Ok((knob.variable(), value.clone()))
}

async fn source(
    State(live): State<Arc<Live>>,
    Asked(ask): Asked<Source>,
) -> Result<Told<Text>, Refusal> {
    let path = listing(&live, &ask.listing)?.path();
    let file = live.checkout.path(&path);
    let is_inside = file
        .canonicalize()
        .is_ok_and(|target| target.starts_with(live.checkout.root()));
    if !is_inside {
        return Err(Refusal::unknown(format!(
            "{path} leads out of the workbook, or is not there; put a plain \
             file there"
        )));
    }
    let text = fs::read_to_string(file)
        .with_context(|| format!("{path} can't be read"))?;
    Ok(Told(Text { text }))
}
