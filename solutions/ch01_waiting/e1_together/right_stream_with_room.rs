//! A stream that runs as many fetches as there are pages; its order is kept.

use std::time::Duration;

use futures::{StreamExt, stream};

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
    let room = pages.len().max(1);
    stream::iter(pages)
        .map(|page| site.fetch(page))
        .buffered(room)
        .collect()
        .await
}
