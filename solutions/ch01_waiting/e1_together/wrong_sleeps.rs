//! misconception: blocked-loop
//! Puts the thread to sleep for as long as the answer takes.

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
    let slowest = pages.iter().map(|page| page.delay).max();
    let fetches = pages.into_iter().map(|page| site.fetch(page));
    std::thread::sleep(slowest.unwrap_or_default());
    join_all(fetches).await
}
