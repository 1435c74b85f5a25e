//! `workbook`: reads, runs and judges the concurrency workbook.

use std::process::ExitCode;

use clap::Parser;
use workbook::commands::{self, Workbook};

fn main() -> ExitCode {
    commands::dispatch(Workbook::parse())
}
