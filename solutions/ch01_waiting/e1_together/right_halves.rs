//! Joins the two halves of the list, and each of them likewise.

use std::time::Duration;

use futures::future::{BoxFuture, FutureExt};

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

fn halves<S: Site>(
    site: &S,
    mut pages: Vec<Page>,
) -> BoxFuture<'_, Vec<String>> {
    async move {
        match pages.len() {
            0 => vec![],
            1 => vec![site.fetch(pages.remove(0)).await],
            n => {
                let second = pages.split_off(n / 2);
                let (mut a, b) =
                    tokio::join!(halves(site, pages), halves(site, second));
                a.extend(b);
                a
            }
        }
    }
    .boxed()
}

pub async fn fetch_all(site: impl Site, pages: Vec<Page>) -> Vec<String> {
    halves(&site, pages).await
}
