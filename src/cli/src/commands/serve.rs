//! `workbook serve`: the book, in the reader's browser.

use anyhow::Result;
use clap::Args;

use super::Outcome;
use crate::{
    checkout::Checkout,
    serve::{self, Wish},
};

/// Its arguments.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo workbook serve                 builds the book and opens it
  cargo workbook serve --port 8000     at another address
  cargo workbook serve --no-open       says the address, opens nothing")]
pub(super) struct Serve {
    /// The first port to try; 0 lets the system choose
    #[arg(long, value_name = "N", default_value_t = 3000)]
    port: u16,
    /// Leave the browser alone
    #[arg(long)]
    no_open: bool,
}

pub(super) fn run(checkout: &Checkout, args: &Serve) -> Result<Outcome> {
    serve::serve(checkout, Wish { port: args.port, open: !args.no_open })?;
    Ok(Outcome::Done)
}
