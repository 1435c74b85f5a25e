//! misconception: blocked-loop
//! Receives from a channel made for threads: `recv` holds the one thread,
//! and no task gets to send.

use std::{sync::mpsc, time::Duration};

use tokio::spawn;

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
    let mut answers = vec![String::new(); pages.len()];
    let (sender, receiver) = mpsc::channel();
    for (at, page) in pages.into_iter().enumerate() {
        let (site, sender) = (site.clone(), sender.clone());
        spawn(async move {
            let answer = site.fetch(page).await;
            sender.send((at, answer)).expect("somebody receives");
        });
    }
    drop(sender);
    for (at, answer) in receiver {
        answers[at] = answer;
    }
    answers
}
