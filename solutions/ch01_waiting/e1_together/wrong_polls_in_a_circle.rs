//! misconception: blocked-loop
//! Polls in a circle until the answer is there: the clock never gets to run.

use std::{
    task::{Context, Poll, Waker},
    time::Duration,
};

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
    let fetches = pages.into_iter().map(|page| site.fetch(page));
    let mut all = Box::pin(join_all(fetches));
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(answers) = all.as_mut().poll(&mut cx) {
            return answers;
        }
    }
}
