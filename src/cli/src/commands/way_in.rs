//! A bare `cargo workbook`: what there is, and what to do next.

use anyhow::Result;
use clap::CommandFactory;

use super::{Outcome, Workbook, desk::Desk};
use crate::{checkout::Checkout, manifest::Manifest, report};

pub(super) const AFTER_HELP: &str = "\
The way in:
  cargo workbook serve         the book, in your browser
  cargo workbook list          what there is, and how far you are
  cargo workbook run function  a listing of the book
  cargo workbook check         your next exercise
  cargo workbook watch         the same at each save, with keys
  cargo workbook hint 02/1     when you are stuck
  cargo workbook doctor        when nothing works

Exercises go by their name, `ch02/name`, `02/1`, or the path of their file.
Each command tells more: `cargo workbook check --help`.
Exit code: 0 done, 1 not solved yet, 2 wrong use or our failure";

pub(super) fn run() -> Result<Outcome> {
    let help = Workbook::command().render_help();
    report::print(&format!("{}\n", help.ansi()))?;
    let Ok(checkout) = Checkout::around_here() else {
        report::print("next: run this inside a clone of the workbook\n")?;
        return Ok(Outcome::Done);
    };
    let manifest = Manifest::load(&checkout)?;
    let desk = Desk::new(&checkout, &manifest);
    let progress = desk.progress();
    let all: Vec<_> = manifest.exercises().collect();
    let bar = report::bar(&desk.look, &all, &progress);
    report::print(&format!("{bar}{}", desk.way_on(&progress)))?;
    Ok(Outcome::Done)
}
