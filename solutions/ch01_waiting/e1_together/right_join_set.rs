//! Tasks in a set, each with its index; the answers are put in their places.

use std::time::Duration;

use tokio::task::JoinSet;

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
    let mut set = JoinSet::new();
    let mut answers = vec![String::new(); pages.len()];
    for (n, page) in pages.into_iter().enumerate() {
        let site = site.clone();
        set.spawn(async move { (n, site.fetch(page).await) });
    }
    while let Some(ended) = set.join_next().await {
        let (n, answer) = ended.expect("no fetch panics");
        answers[n] = answer;
    }
    answers
}
