//! misconception: sequential-await
//! `map` is lazy: each task is spawned when the loop asks for it.

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
    let tasks = pages.into_iter().map(|page| {
        let site = site.clone();
        tokio::spawn(async move { site.fetch(page).await })
    });
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.expect("no fetch panics"));
    }
    answers
}
