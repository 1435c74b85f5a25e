//! How an open page learns of the next build, and of what happens to the
//! exercises on it: one stream of events a page.
//!
//! The script that listens is added by the server to the pages it serves; a
//! book that `mdbook build` wrote has none of it.

use std::{convert::Infallible, sync::Arc};

use axum::{
    body::Bytes,
    response::sse::{Event, KeepAlive, Sse},
};
use futures_util::stream::{self, Stream};
use serde_json::json;
use tokio::sync::watch::Receiver;

use super::{
    desk::{seat::News, seats::Listening},
    digest::digest,
    site::Site,
};

/// Where the script and its events are: no page of the book has such a name.
pub const SCRIPT: &str = "/.workbook/reload.js";
pub const EVENTS: &str = "/.workbook/events";

/// The script itself.
pub const SCRIPT_TEXT: &str = include_str!("reload.js");

/// What is served now, and what is wrong with what should be.
#[derive(Debug, Clone)]
pub struct Shown {
    pub site: Arc<Site>,
    failure: Option<String>,
}

impl Shown {
    pub fn new(site: Site) -> Self {
        Self { site: Arc::new(site), failure: None }
    }

    /// A later build succeeded.
    pub fn replace(&mut self, site: Site) {
        *self = Self::new(site);
    }

    /// A later build failed; the site stays.
    pub fn fail(&mut self, failure: String) {
        self.failure = Some(failure);
    }

    /// The page at this path with the script that listens, which knows its
    /// content by its digest.
    pub fn listening(&self, path: &str, page: &Bytes) -> Bytes {
        let script = format!(
            "<script src=\"{SCRIPT}\" data-page=\"{}\" data-build=\"{}\">\
             </script>\n",
            path.replace('&', "&amp;").replace('"', "&quot;"),
            digest(&self.site, path).unwrap_or_default()
        );
        let end = b"</body>";
        let at = page
            .windows(end.len())
            .rposition(|window| window == end)
            .unwrap_or(page.len());
        let (head, tail) = page.split_at(at);
        [head, script.as_bytes(), tail].concat().into()
    }

    /// What the page at this path is told.
    fn event(&self, page: &str) -> Event {
        match &self.failure {
            // Each line of it becomes a line of the event's data.
            Some(failure) => Event::default().event("failure").data(failure),
            None => {
                // A page that is there no more has the digest of no page.
                let digest = digest(&self.site, page);
                let digest = digest.unwrap_or_else(|| "gone".to_owned());
                Event::default().event("build").data(digest)
            }
        }
    }
}

/// What a page listens to.
struct Ears {
    shown: Receiver<Shown>,
    page: String,
    /// Of the exercises that it named.
    news: Option<Listening>,
    is_first: bool,
}

/// What is shown now, at once, and then whenever it changes; and the news.
pub fn events(
    shown: Receiver<Shown>,
    page: String,
    news: Option<Listening>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let ears = Ears { shown, page, news, is_first: true };
    let stream = stream::unfold(ears, |mut ears| async move {
        let event = ears.next().await?;
        Some((Ok(event), ears))
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}

impl Ears {
    async fn next(&mut self) -> Option<Event> {
        if std::mem::take(&mut self.is_first) {
            return Some(self.shown.borrow_and_update().event(&self.page));
        }
        loop {
            let news = async {
                match &mut self.news {
                    Some(news) => news.recv().await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                changed = self.shown.changed() => {
                    changed.ok()?;
                    let shown = self.shown.borrow_and_update();
                    return Some(shown.event(&self.page));
                }
                // Left behind: the page asks again and learns how it stands.
                news = news => {
                    let (exercise, news) = news?;
                    if let Some(event) = told(&exercise, &news) {
                        return Some(event);
                    }
                }
            }
        }
    }
}

/// As `DeskEvents` in `book/live/types.d.ts` has it.
fn told(exercise: &str, news: &News) -> Option<Event> {
    let (name, data) = match news {
        News::Saved(file) => {
            ("saved", json!({ "exercise": exercise, "file": **file }))
        }
        News::Judging => ("judging", json!({ "exercise": exercise })),
        News::Judged(checked) => {
            ("judged", json!({ "exercise": exercise, "checked": **checked }))
        }
        News::Unjudged(why) => {
            ("unjudged", json!({ "exercise": exercise, "why": why }))
        }
        News::Said(_) => return None,
    };
    Some(Event::default().event(name).data(data.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let mut site = Site::default();
        let html = "<body>say &lt;/body&gt;</body></html>";
        site.put("a.html".into(), html.into());
        let shown = Shown::new(site);
        let page = shown.listening("a.html", &Bytes::from(html));
        let page = String::from_utf8(page.to_vec()).unwrap();
        let (body, tail) = page.split_once("<script").expect("a script");
        assert_eq!(body, "<body>say &lt;/body&gt;");
        assert!(tail.contains(" data-page=\"a.html\" "), "{tail}");
        assert!(tail.ends_with("></script>\n</body></html>"), "{tail}");
    }
}
