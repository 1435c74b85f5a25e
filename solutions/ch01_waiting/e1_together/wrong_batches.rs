//! misconception: sequential-await
//! Two at a time: the third waits for both.

use std::time::Duration;

use futures::future::join_all;

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
    let mut answers = Vec::new();
    for two in pages.chunks(2) {
        let two = two.iter().map(|page| site.fetch(page.clone()));
        answers.extend(join_all(two).await);
    }
    answers
}
