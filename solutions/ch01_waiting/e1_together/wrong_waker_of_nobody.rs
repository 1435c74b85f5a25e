//! misconception: lost-wakeup
//! Polls them with a waker that wakes nobody, and waits for a wake.

use std::{
    future::poll_fn,
    task::{Context, Poll, Waker},
    time::Duration,
};

use futures::future::maybe_done;

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
    let fetch = |page| Box::pin(maybe_done(site.fetch(page)));
    let mut fetches: Vec<_> = pages.into_iter().map(fetch).collect();
    let mut cx = Context::from_waker(Waker::noop());
    poll_fn(|_| {
        let mut all_ended = true;
        for fetch in &mut fetches {
            all_ended &= fetch.as_mut().poll(&mut cx).is_ready();
        }
        if all_ended { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    let answers = fetches.iter_mut().map(|fetch| fetch.as_mut().take_output());
    answers.map(|answer| answer.expect("all have ended")).collect()
}
