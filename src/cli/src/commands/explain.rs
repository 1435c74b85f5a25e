//! `workbook explain`: a misconception, its causes and the way out.

use anyhow::Result;

use super::{Outcome, desk::Desk};
use crate::{
    names,
    report::{self, Ink, Pages},
};

const EXAMPLES: &str = "\
Examples:
  cargo workbook explain             all misconceptions
  cargo workbook explain not-fused   one of them";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// A misconception's id, as a verdict names it; all when left out.
    misconception: Option<String>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Outcome> {
    let pages = Pages::of(desk.checkout);
    let ids = pages.ids()?;
    let Some(typed) = &args.misconception else {
        report::print(&index(desk, &pages, &ids)?)?;
        return Ok(Outcome::Done);
    };
    let id = plain(typed);
    if !ids.contains(&id) {
        return Err(names::unknown(typed, "misconception", &ids));
    }
    let page = pages.open(&id)?;
    report::print(&page.rendered(&desk.look)?)?;
    Ok(Outcome::Done)
}

/// An id as its page is named, of an id, a title or a path.
fn plain(typed: &str) -> String {
    let typed = typed.trim().to_lowercase().replace('\\', "/");
    let name = typed.rsplit('/').next().unwrap_or_default();
    let name = name.strip_suffix(".md").unwrap_or(name);
    let name = name.strip_suffix(".html").unwrap_or(name);
    name.replace([' ', '_'], "-")
}

fn index(desk: &Desk, pages: &Pages, ids: &[String]) -> Result<String> {
    let width = ids.iter().map(String::len).max().unwrap_or(0);
    let mut text = String::new();
    for id in ids {
        let title = pages.open(id)?.title();
        let cell = format!("{}  ", Ink::Code.on(format!("{id:width$}")));
        text += &desk.look.row(&cell, &title);
    }
    let next = desk.next_step(&super::desk::command("explain <id>"));
    Ok(format!("{text}\n{next}"))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn an_id_is_found_in_what_is_typed() {
        for typed in [
            "not-fused",
            "Not fused",
            "not_fused",
            "book/src/misconceptions/not-fused.md",
            "misconceptions/not-fused.html",
        ] {
            assert_eq!(plain(typed), "not-fused", "typed {typed:?}");
        }
    }
}
