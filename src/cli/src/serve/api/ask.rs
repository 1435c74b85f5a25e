//! What a call says and what it is answered: JSON, both ways, and bounded.

use std::time::Duration;

use axum::{
    body::{Bytes, to_bytes},
    extract::{FromRequest, Request},
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Serialize, de::DeserializeOwned};
use tokio::time::timeout;

use super::refusal::Refusal;

/// The only type of bodies, in and out.
pub const JSON: [(HeaderName, &str); 1] =
    [(header::CONTENT_TYPE, "application/json")];

/// A longer body is refused, in bytes: an exercise has a few thousand.
const LONGEST: usize = 256 << 10;

/// How long a body may take to arrive: it comes from this machine.
const PATIENCE: Duration = Duration::from_secs(5);

/// The body of a call, read and understood.
#[derive(Debug)]
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for Asked<T> {
    type Rejection = Refusal;

    async fn from_request(call: Request, _: &S) -> Result<Self, Refusal> {
        let body = body_of(call).await?;
        serde_json::from_slice(&body).map(Self).map_err(|error| {
            Refusal::bad(format!("the call can't be read: {error}; {RELOAD}"))
        })
    }
}

/// What mends a page of another start or another version of the server.
const RELOAD: &str = "reload the page";

/// Forms of other sites can send three types without asking; JSON is none of
/// them.
///
/// # Errors
/// When the call's body is of another type.
pub fn refuse_other_types(headers: &HeaderMap) -> Result<(), Refusal> {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(Refusal::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "the call is no JSON; send `content-type: application/json`",
    ))
}

async fn body_of(call: Request) -> Result<Bytes, Refusal> {
    let said = call.headers().get(header::CONTENT_LENGTH);
    let said = said.and_then(|length| length.to_str().ok()?.parse().ok());
    if said.is_some_and(|length: u64| length > LONGEST as u64) {
        return Err(too_long());
    }
    match timeout(PATIENCE, to_bytes(call.into_body(), LONGEST)).await {
        Ok(Ok(body)) => Ok(body),
        // Too long, or broken off: then nobody reads this.
        Ok(Err(_)) => Err(too_long()),
        Err(_) => Err(Refusal::new(
            StatusCode::REQUEST_TIMEOUT,
            format!(
                "the call did not arrive within {} s; send it again",
                PATIENCE.as_secs()
            ),
        )),
    }
}

fn too_long() -> Refusal {
    Refusal::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        format!(
            "the call is longer than {} KiB; edit so long a text in an \
             editor of your own",
            LONGEST >> 10
        ),
    )
}

/// An answer, whole.
#[derive(Debug)]
pub struct Told<T>(pub T);

impl<T: Serialize> IntoResponse for Told<T> {
    fn into_response(self) -> Response {
        match serde_json::to_string(&self.0) {
            Ok(body) => (JSON, body).into_response(),
            Err(error) => {
                Refusal::from(anyhow::Error::new(error)).into_response()
            }
        }
    }
}
