//! misconception: lost-order
//! Takes the tasks of a set as they end.

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
    for page in pages {
        let site = site.clone();
        set.spawn(async move { site.fetch(page).await });
    }
    set.join_all().await
}
