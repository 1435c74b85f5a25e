//! `workbook build --static`: the book as plain files.

use std::{
    path::PathBuf,
    sync::{Arc, atomic::AtomicBool},
};

use anyhow::Result;

use super::Outcome;
use crate::{
    checkout::Checkout,
    publish::{self, Published, Wish},
    serve,
};

const EXAMPLES: &str = "\
Examples:
  cargo workbook build --static site
                                builds it into site/; open site/index.html
  cargo workbook build --static site --root /workbook/
                                for a host that shows it below /workbook/

The folder must be new, empty or an earlier site. The pages run the listings
by themselves if Rust can build for wasm32-wasip1; else they play what was
recorded.";

/// Its arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The folder to put the site into.
    #[arg(long = "static", value_name = "DIR")]
    folder: PathBuf,
    /// Where the site begins on its host: its page for missing pages asks.
    #[arg(long, value_name = "PATH", default_value = "/")]
    root: String,
    /// The listings' module, if it has been built for wasm32-wasip1 already.
    #[arg(long, value_name = "FILE")]
    wasm: Option<PathBuf>,
}

pub(super) fn run(checkout: &Checkout, args: &Args) -> Result<Outcome> {
    let root = args.root.trim_matches('/');
    let wish = Wish {
        folder: args.folder.clone(),
        root: if root.is_empty() { "/".into() } else { format!("/{root}/") },
        module: args.wasm.clone(),
    };
    let stop = Arc::new(AtomicBool::new(false));
    let checkout = checkout.clone();
    let stopped = Arc::clone(&stop);
    let published = serve::unless_interrupted(&stop, move || {
        publish::publish(&checkout, &wish, &stopped)
    })?;
    tell(&published);
    Ok(Outcome::Done)
}

fn tell(site: &Published) {
    for warning in &site.warnings {
        println!("mdBook warns: {warning}");
    }
    println!(
        "{} pages in {} files, {:.1} MB, built in {:.1} s",
        site.pages,
        site.files,
        megabytes(site.size),
        site.took.as_secs_f64()
    );
    match &site.module {
        Ok(size) => println!(
            "listings run in the page: {:.2} MB, loaded at the first run",
            megabytes(*size)
        ),
        Err(why) => println!(
            "listings play what was recorded and don't run in the page: {why}"
        ),
    }
    println!("open {}", site.folder.join("index.html").display());
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
