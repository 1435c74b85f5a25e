//! All tasks are spawned first, and only then awaited, in order.

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
    let fetch = |page| {
        let site = site.clone();
        tokio::spawn(async move { site.fetch(page).await })
    };
    let tasks: Vec<_> = pages.into_iter().map(fetch).collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.expect("no fetch panics"));
    }
    answers
}
