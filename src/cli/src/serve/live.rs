//! What the routes of one server share.

use std::sync::Arc;

use anyhow::Result;
use tokio::sync::{broadcast, watch};

use super::{reload::Shown, token::Token};
use crate::{checkout::Checkout, manifest::Manifest};

/// News that a page has not taken yet; more are lost to it.
const KEPT_NEWS: usize = 64;

/// One server's state: there is one for all its pages.
#[derive(Debug)]
pub struct Live {
    pub checkout: Checkout,
    /// Proves that a request comes from a page of this start of the server.
    pub token: Token,
    /// The book as it is served now.
    pub shown: watch::Sender<Shown>,
    /// What happens to exercises, for all open pages.
    pub news: broadcast::Sender<News>,
}

/// Something that an open page is told of an exercise.
#[derive(Debug, Clone)]
pub struct News {
    /// The name of the event: `saved`, `judging` or `judged`.
    pub event: &'static str,
    /// Whom it is about: `ch02/countdown`.
    pub exercise: String,
    /// The event's data: one line of JSON.
    pub data: Arc<str>,
}

impl Live {
    /// The state of a server that shows this book first.
    pub fn new(checkout: &Checkout, token: Token, shown: Shown) -> Self {
        Self {
            checkout: checkout.clone(),
            token,
            shown: watch::Sender::new(shown),
            news: broadcast::Sender::new(KEPT_NEWS),
        }
    }

    /// The syllabus as it stands on disk: its author may edit it while the
    /// book is served.
    ///
    /// # Errors
    /// As [`Manifest::load`].
    pub fn manifest(&self) -> Result<Manifest> {
        Manifest::load(&self.checkout)
    }
}
