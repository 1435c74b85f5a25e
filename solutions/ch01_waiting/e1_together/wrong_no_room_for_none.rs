//! misconception: empty-input
//! As much room as there are pages: without any, a stream of no room waits for
//! ever.

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
    let n = pages.len();
    stream::iter(pages).map(|page| site.fetch(page)).buffered(n).collect().await
}
