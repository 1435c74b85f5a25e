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
    let fetches = pages.into_iter().map(|page| site.fetch(page));
    todo!("wait for all {} of them at the same time", fetches.len())
}
