//! The calls and events of the desk.

use std::sync::Arc;

use axum::{
    Router, extract::State, http::StatusCode, response::IntoResponse,
    routing::post,
};
use serde::Deserialize;
use serde_json::json;
use tokio::task::spawn_blocking;

use super::{
    answer::{AnswerFile, Saved},
    seat::News,
    study::{self, Wish},
};
use crate::{
    manifest::{Exercise, Listing},
    progress::Store,
    serve::{
        api::{
            PREFIX,
            ask::{Asked, Told},
            lines::{self, Gone, Lines},
            refusal::Refusal,
        },
        live::Live,
    },
};

type Answered<T> = Result<Told<T>, Refusal>;

/// The calls that read, save and judge answers, and those of hints,
/// predictions and progress.
pub fn routes() -> Router<Arc<Live>> {
    let at = |name: &str| format!("{PREFIX}{name}");
    Router::new()
        .route(&at("read"), post(read))
        .route(&at("save"), post(save))
        .route(&at("check"), post(check))
        .route(&at("hint"), post(hint))
        .route(&at("question"), post(question))
        .route(&at("answer"), post(answer))
        .route(&at("progress"), post(progress))
}

#[derive(Debug, Deserialize)]
struct Named {
    exercise: String,
}

async fn read(
    State(live): State<Arc<Live>>,
    Asked(Named { exercise }): Asked<Named>,
) -> Answered<AnswerFile> {
    apart(move || {
        let exercise = exercise_of(&live, &exercise)?;
        live.desk.answers.read(&exercise).map_err(conflict)
    })
    .await
}

#[derive(Debug, Deserialize)]
struct Save {
    exercise: String,
    text: String,
    version: String,
}

async fn save(
    State(live): State<Arc<Live>>,
    Asked(Save { exercise, text, version }): Asked<Save>,
) -> Answered<Saved> {
    apart(move || {
        let exercise = exercise_of(&live, &exercise)?;
        let saved = live.desk.answers.save(&exercise, &text, &version);
        saved.map_err(conflict)
    })
    .await
}

async fn check(
    State(live): State<Arc<Live>>,
    Asked(Named { exercise }): Asked<Named>,
) -> Result<impl IntoResponse, Refusal> {
    let exercise = exercise_of(&live, &exercise)?;
    let (lines, answer) = lines::lines();
    // Ends with the verdict, or with the page.
    tokio::spawn(async move {
        tokio::select! {
            _ = tell_verdict(&live, exercise, &lines) => {}
            () = lines.gone() => {}
        }
    });
    Ok(answer)
}

async fn tell_verdict(
    live: &Live,
    exercise: Exercise,
    lines: &Lines,
) -> Result<(), Gone> {
    let mut news = live.desk.seats.check(exercise);
    while let Some((_, news)) = news.recv().await {
        let line = match news {
            News::Said(line) => json!({ "says": line }),
            News::Judged(checked) => {
                let line = json!({ "verdict": *checked });
                return lines.send(&line).await;
            }
            News::Unjudged(why) => json!({ "error": why }),
            News::Saved(_) | News::Judging => continue,
        };
        lines.send(&line).await?;
    }
    Ok(())
}

#[derive(Debug, Deserialize)]
struct Hint {
    exercise: String,
    #[serde(default)]
    take: bool,
}

async fn hint(
    State(live): State<Arc<Live>>,
    Asked(Hint { exercise, take }): Asked<Hint>,
) -> Answered<study::Hint> {
    let wish = if take { Wish::Take } else { Wish::Look };
    apart(move || {
        let exercise = exercise_of(&live, &exercise)?;
        Ok(study::hint(&Store::of(&live.checkout), &exercise, wish))
    })
    .await
}

#[derive(Debug, Deserialize)]
struct Question {
    listing: String,
}

async fn question(
    State(live): State<Arc<Live>>,
    Asked(Question { listing }): Asked<Question>,
) -> Answered<study::Question> {
    apart(move || {
        let listing = asking(&live, &listing)?;
        Ok(study::question(&live.checkout, &listing)?)
    })
    .await
}

#[derive(Debug, Deserialize)]
struct Answer {
    listing: String,
    numbers: Vec<usize>,
}

async fn answer(
    State(live): State<Arc<Live>>,
    Asked(Answer { listing, numbers }): Asked<Answer>,
) -> Answered<study::Grade> {
    apart(move || {
        let listing = asking(&live, &listing)?;
        let store = Store::of(&live.checkout);
        study::answer(&live.checkout, &store, &listing, &numbers)
            .map_err(|error| Refusal::bad(format!("{error:#}")))
    })
    .await
}

async fn progress(
    State(live): State<Arc<Live>>,
) -> Answered<Vec<study::ChapterProgress>> {
    apart(move || {
        let store = Store::of(&live.checkout);
        Ok(study::progress(&live.manifest()?, &store))
    })
    .await
}

/// Works where a slow disk holds up nobody's page.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Answered<T> {
    let done = spawn_blocking(work).await;
    done.unwrap_or_else(|_| {
        let fault = "the server's own fault; its terminal says more";
        Err(Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, fault))
    })
    .map(Told)
}

fn exercise_of(live: &Live, named: &str) -> Result<Exercise, Refusal> {
    let manifest = live.manifest()?;
    study::exercise(&manifest, named)
        .cloned()
        .map_err(|error| Refusal::unknown(error.to_string()))
}

/// A listing that asks for a prediction.
fn asking(live: &Live, key: &str) -> Result<Listing, Refusal> {
    let manifest = live.manifest()?;
    let listing = study::listing(&manifest, key)
        .map_err(|error| Refusal::unknown(error.to_string()))?;
    if listing.prediction.is_none() {
        let why = format!("{key} asks for no prediction; run it");
        return Err(Refusal::unknown(why));
    }
    Ok(listing.clone())
}

/// What is on disk stands in the way: 409.
fn conflict(error: anyhow::Error) -> Refusal {
    Refusal::new(StatusCode::CONFLICT, format!("{error:#}"))
}
