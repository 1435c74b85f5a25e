//! misconception: sequential-await
//! Makes all futures first, but awaits one after the other: none has begun
//! before its await.

use std::time::Duration;

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
    let fetches = pages.into_iter().map(|page| site.fetch(page));
    let fetches: Vec<_> = fetches.collect();
    let mut answers = Vec::new();
    for fetch in fetches {
        answers.push(fetch.await);
    }
    answers
}
