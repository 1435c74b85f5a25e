//! In the order of the ends, each with its index, and sorted after.

use std::time::Duration;

use futures::stream::{FuturesUnordered, StreamExt};

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
    let fetch = |(n, page)| {
        let fetch = site.fetch(page);
        async move { (n, fetch.await) }
    };
    let fetches = pages.into_iter().enumerate().map(fetch);
    let fetches: FuturesUnordered<_> = fetches.collect();
    let mut answers: Vec<_> = fetches.collect().await;
    answers.sort();
    answers.into_iter().map(|(_, answer)| answer).collect()
}
