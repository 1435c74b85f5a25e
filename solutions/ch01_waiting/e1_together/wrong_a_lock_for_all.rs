//! misconception: sequential-await
//! One lock around each fetch lets one run at a time.

use std::time::Duration;

use futures::future::join_all;
use tokio::sync::Mutex;

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
    let turn = Mutex::new(());
    let fetch = async |page| {
        let _turn = turn.lock().await;
        site.fetch(page).await
    };
    join_all(pages.into_iter().map(fetch)).await
}
