//! What the routes of one server share.

use anyhow::Result;
use tokio::sync::watch;

use super::{desk::Desk, listing::Listings, reload::Shown, token::Token};
use crate::{checkout::Checkout, manifest::Manifest};

/// One server's state: there is one for all its pages.
#[derive(Debug)]
pub struct Live {
    pub checkout: Checkout,
    /// Proves that a request comes from a page of this start of the server.
    pub token: Token,
    /// The book as it is served now.
    pub shown: watch::Sender<Shown>,
    /// What is kept for the learner.
    pub desk: Desk,
    /// What runs.
    pub listings: Listings,
}

impl Live {
    /// The state of a server that shows this book first.
    pub fn new(checkout: &Checkout, token: Token, shown: Shown) -> Self {
        Self {
            checkout: checkout.clone(),
            token,
            shown: watch::Sender::new(shown),
            desk: Desk::of(checkout),
            listings: Listings::of(checkout),
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
