//! misconception: leaked-task
//! Waits until the first has ended, and leaves the others running.

use std::time::Duration;

use tokio::sync::mpsc;

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
    let (sender, mut receiver) = mpsc::unbounded_channel();
    let mut answers = vec![String::new(); pages.len()];
    for (n, page) in pages.into_iter().enumerate() {
        let (site, sender) = (site.clone(), sender.clone());
        tokio::spawn(async move {
            sender.send((n, site.fetch(page).await)).ok();
        });
    }
    drop(sender);
    if let Some((n, answer)) = receiver.recv().await {
        answers[n] = answer;
    }
    answers
}
