//! By hand: each poll polls all that have not ended.

use std::{future::poll_fn, task::Poll, time::Duration};

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
    let fetches = pages.into_iter().map(|page| Box::pin(site.fetch(page)));
    let mut fetches: Vec<_> = fetches.map(|f| (f, None)).collect();
    poll_fn(|cx| {
        for (fetch, answer) in &mut fetches {
            if answer.is_none()
                && let Poll::Ready(ready) = fetch.as_mut().poll(cx)
            {
                *answer = Some(ready);
            }
        }
        match fetches.iter().all(|(_, answer)| answer.is_some()) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    })
    .await;
    fetches.into_iter().filter_map(|(_, answer)| answer).collect()
}
