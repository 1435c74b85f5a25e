//! An answer that comes line by line: each line is one JSON value.

use axum::{
    body::Body,
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use futures_util::stream;
use serde::Serialize;
use tokio::sync::mpsc;

/// Lines that the page has not read yet. Then who writes waits, so that a
/// page which reads nothing costs no memory.
const AHEAD: usize = 16;

const NDJSON: [(HeaderName, &str); 1] =
    [(header::CONTENT_TYPE, "application/x-ndjson")];

/// Where the lines are written.
#[derive(Debug, Clone)]
pub struct Lines(mpsc::Sender<String>);

/// The page does not listen any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone;

/// The two ends of one answer. It ends when all its `Lines` are dropped.
pub fn lines() -> (Lines, Answer) {
    let (sender, receiver) = mpsc::channel(AHEAD);
    (Lines(sender), Answer(receiver))
}

impl Lines {
    /// Sends one line. Waits while the page is far behind. Dropping the
    /// future sends nothing.
    ///
    /// # Errors
    /// When the page is gone.
    pub async fn send(&self, line: &impl Serialize) -> Result<(), Gone> {
        self.0.send(text(line)).await.map_err(|_| Gone)
    }

    /// Sends one line from a thread that may wait; never from a task.
    ///
    /// # Errors
    /// When the page is gone.
    pub fn send_blocking(&self, line: &impl Serialize) -> Result<(), Gone> {
        self.0.blocking_send(text(line)).map_err(|_| Gone)
    }

    /// Ends when the page has gone away: it was closed, or it stopped the
    /// call.
    pub async fn gone(&self) {
        self.0.closed().await;
    }
}

fn text(line: &impl Serialize) -> String {
    let json = serde_json::to_string(line);
    json.expect("the answers' types are JSON") + "\n"
}

/// The answer itself: each line leaves at once.
#[derive(Debug)]
pub struct Answer(mpsc::Receiver<String>);

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let lines = stream::unfold(self.0, |mut lines| async move {
            let line = lines.recv().await?;
            Some((Ok::<_, std::convert::Infallible>(line), lines))
        });
        (NDJSON, Body::from_stream(lines)).into_response()
    }
}
