//! From the checkout to a book held in memory, its pages made live.

use std::{
    fmt, fs,
    path::Path,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use mdbook_driver::{MDBook, config::Config};
use tracing::{Event, Level, Metadata, Subscriber, field, span};

use super::{site::Site, stubs};
use crate::{
    checkout::Checkout,
    page::{self, Host},
};

/// One successful build.
#[derive(Debug)]
pub struct Built {
    pub site: Site,
    /// What mdBook found odd and went on.
    pub warnings: Vec<String>,
    pub took: Duration,
}

/// Builds the book in a folder of its own, reads it and removes the folder.
///
/// # Errors
/// When mdBook refuses the book, a page can't be made live, or there is no
/// room for it.
pub fn build(checkout: &Checkout, host: &Host) -> Result<Built> {
    let start = Instant::now();
    let folder = tempfile::Builder::new()
        .prefix("workbook-")
        .tempdir()
        .context("no temporary folder can be made for the book")?;
    let root = checkout.path("book");
    for folder in ["book", "src", "exercises"].map(|f| checkout.path(f)) {
        if folder.exists() {
            refuse_ways_out(checkout, &folder)?;
        }
    }
    let mut config = Config::from_disk(root.join("book.toml"))
        .context("book/book.toml can't be read")?;
    config.build.build_dir = folder.path().join("book");
    config.build.create_missing = false;
    // Brings mdBook's editor, which a live page loads when it needs one.
    config.set("output.html.playground.editable", true)?;
    if let Host::Files { root } = host {
        config.set("output.html.site-url", root)?;
    }
    let warnings = Warnings::default();
    tracing::subscriber::with_default(warnings.clone(), || {
        let mut book = MDBook::load_with_config(&root, config)?;
        stubs::put_in(&mut book.book);
        book.build()
    })?;
    let mut site = Site::read(&folder.path().join("book"))?;
    page::dress(checkout, &mut site, host)?;
    site.settle();
    Ok(Built { site, warnings: warnings.taken(), took: start.elapsed() })
}

/// mdBook copies and includes what a symbolic link leads to: such a link could
/// put any file of the reader's into the book.
fn refuse_ways_out(checkout: &Checkout, folder: &Path) -> Result<()> {
    let unreadable = || format!("{} can't be read", folder.display());
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        let entry = entry.with_context(unreadable)?;
        let path = entry.path();
        let kind = entry.file_type().with_context(unreadable)?;
        if kind.is_symlink() {
            let inside = path
                .canonicalize()
                .is_ok_and(|target| target.starts_with(checkout.root()));
            ensure!(
                inside,
                "{} leads out of the workbook; put a plain file there",
                path.strip_prefix(checkout.root()).unwrap_or(&path).display()
            );
        } else if kind.is_dir() {
            refuse_ways_out(checkout, &path)?;
        }
    }
    Ok(())
}

/// Collects what mdBook logs as a warning or an error, and drops the rest.
#[derive(Debug, Clone, Default)]
struct Warnings(Arc<Mutex<Vec<String>>>);

impl Warnings {
    fn taken(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().expect("no one panics in a push"))
    }
}

impl Subscriber for Warnings {
    fn enabled(&self, of: &Metadata<'_>) -> bool {
        of.is_event() && *of.level() <= Level::WARN
    }

    fn event(&self, event: &Event<'_>) {
        let mut message = Message(String::new());
        event.record(&mut message);
        // A cause repeats in longer words what the warning before it said.
        if !message.0.starts_with("Caused By") {
            self.0.lock().expect("no one panics in a push").push(message.0);
        }
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

/// The words of one event.
struct Message(String);

impl field::Visit for Message {
    fn record_debug(&mut self, field: &field::Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            self.0 = format!("{value:?}");
        }
    }
}
