//! misconception: polled-after-ready
//! Polls all of them at each poll, also those that have answered.

use std::{future::poll_fn, task::Poll, time::Duration};

/// What is fetched: a name, and how long the site takes for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub name: &'static str,
    pub delay: Duration,
}

/// Who is asked. A clone asks the same site.
pub trait Site: Clone + Send + Sync + 'static {
    /// Waits as long as the page takes, and answers.
    fn fetch(&self, page: Page) -> impl Future<Output = String> + Send;
}

pub async fn fetch_all(site: impl Site, pages: Vec<Page>) -> Vec<String> {
    let mut all: Vec<_> =
        pages.into_iter().map(|page| Box::pin(site.fetch(page))).collect();
    poll_fn(move |cx| {
        let mut answers = Vec::new();
        for fetch in &mut all {
            if let Poll::Ready(answer) = fetch.as_mut().poll(cx) {
                answers.push(answer);
            }
        }
        if answers.len() == all.len() {
            Poll::Ready(answers)
        } else {
            Poll::Pending
        }
    })
    .await
}
