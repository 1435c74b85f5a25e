//! How an open page learns of the next build: one stream of events a page.
//!
//! The script that listens is added by the server to the pages it serves; a
//! book that `mdbook build` wrote has none of it.

use std::{convert::Infallible, sync::Arc};

use axum::{
    body::Bytes,
    response::sse::{Event, KeepAlive, Sse},
};
use futures_util::stream::{self, Stream};
use tokio::sync::watch::Receiver;

use super::site::Site;

/// Where the script and its events are: no page of the book has such a name.
pub const SCRIPT: &str = "/.workbook/reload.js";
pub const EVENTS: &str = "/.workbook/events";

/// The script itself.
pub const SCRIPT_TEXT: &str = include_str!("reload.js");

/// What is served now, and what is wrong with what should be.
#[derive(Debug, Clone)]
pub struct Shown {
    pub site: Arc<Site>,
    /// Another for each build, and for each run of the server: a page that
    /// outlives a server reloads when the next one answers.
    build: String,
    failure: Option<String>,
}

impl Shown {
    pub fn new(site: Site) -> Self {
        Self { site: Arc::new(site), build: stamp(), failure: None }
    }

    /// A later build succeeded.
    pub fn replace(&mut self, site: Site) {
        *self = Self::new(site);
    }

    /// A later build failed; the site stays.
    pub fn fail(&mut self, failure: String) {
        self.failure = Some(failure);
    }

    /// The page with the script that listens, which knows its build.
    pub fn listening(&self, page: &Bytes) -> Bytes {
        let script = format!(
            "<script src=\"{SCRIPT}\" data-build=\"{}\"></script>\n",
            self.build
        );
        let end = b"</body>";
        let at = page
            .windows(end.len())
            .rposition(|window| window == end)
            .unwrap_or(page.len());
        let (head, tail) = page.split_at(at);
        [head, script.as_bytes(), tail].concat().into()
    }

    fn event(&self) -> Event {
        match &self.failure {
            // Each line of it becomes a line of the event's data.
            Some(failure) => Event::default().event("failure").data(failure),
            None => Event::default().event("build").data(&self.build),
        }
    }
}

/// The time, in nanoseconds: no two builds end at the same.
fn stamp() -> String {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| since.as_nanos())
        .to_string()
}

/// What is shown now, at once, and then whenever it changes.
pub fn events(
    shown: Receiver<Shown>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let stream =
        stream::unfold((shown, true), |(mut shown, first)| async move {
            if !first {
                shown.changed().await.ok()?;
            }
            let event = shown.borrow_and_update().event();
            Some((Ok(event), (shown, false)))
        });
    Sse::new(stream).keep_alive(KeepAlive::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let shown = Shown::new(Site::default());
        let page = Bytes::from("<body>say &lt;/body&gt;</body></html>");
        let page = String::from_utf8(shown.listening(&page).to_vec()).unwrap();
        let (body, tail) = page.split_once("<script").expect("a script");
        assert_eq!(body, "<body>say &lt;/body&gt;");
        assert!(tail.ends_with("></script>\n</body></html>"), "{tail}");
    }
}
