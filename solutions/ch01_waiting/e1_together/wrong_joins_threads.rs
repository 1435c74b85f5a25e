//! misconception: thread-per-connection
//! A thread and a runtime for each page, and a join that blocks this one.

use std::time::Duration;

use tokio::runtime::Builder;

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
        let site = site.clone();
        std::thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_time().build();
            runtime.expect("a runtime").block_on(site.fetch(page))
        })
    };
    let threads: Vec<_> = pages.into_iter().map(fetch).collect();
    let join = threads.into_iter().map(|thread| thread.join());
    join.map(|answer| answer.expect("no fetch panics")).collect()
}
