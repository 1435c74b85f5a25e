//! misconception: thread-per-connection
//! A thread of the pool for each page, and all it does there is wait.

use std::time::Duration;

use tokio::{runtime::Handle, task::spawn_blocking};

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
        let (site, runtime) = (site.clone(), Handle::current());
        spawn_blocking(move || runtime.block_on(site.fetch(page)))
    };
    let threads: Vec<_> = pages.into_iter().map(fetch).collect();
    let mut answers = Vec::new();
    for thread in threads {
        answers.push(thread.await.expect("no fetch panics"));
    }
    answers
}
