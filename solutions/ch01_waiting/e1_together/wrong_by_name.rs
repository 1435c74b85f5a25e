//! misconception: lost-value
//! Keeps the answers by page: who is asked for twice has one place.

use std::{collections::BTreeMap, time::Duration};

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
    let mut by_name = BTreeMap::new();
    for page in pages {
        by_name.insert(page.name, site.fetch(page));
    }
    join_all(by_name.into_values()).await
}
