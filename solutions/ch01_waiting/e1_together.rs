//! Many fetches, and the time of one.
//!
//!     fetch_all(site, vec![page(300), page(500), page(400)]).await
//!     // three answers in this order, after 500 ms
//!
//! - Fetches every page once, all of them at the same time: together they
//!   take as long as the slowest alone. A page asked for twice is fetched
//!   twice.
//! - The answers come in the order of the pages, not in that of the ends.
//! - On return nothing is left running. Without pages that is at once.
//! - The thread is never blocked: others have work to do on it.
//!
//! Use what you like of `std`, `tokio` and `futures`, but no further thread.

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

/// Fetches all pages at the same time; answers in the order of the pages.
pub async fn fetch_all(site: impl Site, pages: Vec<Page>) -> Vec<String> {
    join_all(pages.into_iter().map(|page| site.fetch(page))).await
}
// The trap: `for page in pages { site.fetch(page).await }`. Each await waits
// for its own fetch, and the next one has not begun.
//
// Refused: a task for each page, awaited in order. It is as fast; but who
// drops this future then leaves the tasks running, and nobody needs them.
