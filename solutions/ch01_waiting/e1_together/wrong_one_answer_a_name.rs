//! misconception: lost-value
//! Fetches all, and keeps one answer a name: the later one lies over the first.

use std::{collections::HashMap, time::Duration};

use futures::{StreamExt, stream::FuturesUnordered};

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
    let names: Vec<_> = pages.iter().map(|page| page.name).collect();
    let site = &site;
    let got: HashMap<&str, String> = pages
        .into_iter()
        .map(|page| async move { (page.name, site.fetch(page).await) })
        .collect::<FuturesUnordered<_>>()
        .collect()
        .await;
    names.into_iter().map(|name| got[name].clone()).collect()
}
