//! What stands above a chapter's title: its number, and what it asks for.

use anyhow::Result;

use super::{Dress, changed, edits::Edits, head::Page};
use crate::manifest::Chapter;

/// Puts a line above the title, if the page is a chapter.
pub(super) fn announce(
    dress: &Dress<'_>,
    page: &Page<'_>,
    edits: &mut Edits,
) -> Result<()> {
    let chapters = dress.manifest.chapters.iter().filter(|c| !c.draft);
    let is_page = |chapter: &&Chapter| {
        page.path.strip_suffix(".html")
            == chapter.name().page().strip_suffix(".md")
    };
    let Some(chapter) = chapters.into_iter().find(is_page) else {
        return Ok(());
    };
    // The book's own title is a heading, too, in the bar above.
    let mut tags = page.tags.iter().skip_while(|tag| tag.name != "main");
    let title = tags.find(|tag| tag.name == "h1");
    let title = title.ok_or_else(|| changed("a chapter has no title"))?;
    let line = format!("<p class=\"chapter-line\">{}</p>\n", line(chapter));
    edits.insert(title.start, line);
    Ok(())
}

/// A chapter in a line: `Chapter 2 · 25 minutes to read · 5 exercises, 10 points`.
fn line(chapter: &Chapter) -> String {
    let counted = |n: usize, one: &str| match n {
        1 => format!("1 {one}"),
        _ => format!("{n} {one}s"),
    };
    let (number, points) = (chapter.number, chapter.points() as usize);
    let minutes = counted(chapter.minutes as usize, "minute");
    let exercises = counted(chapter.exercises.len(), "exercise");
    let points = counted(points, "point");
    format!("Chapter {number} · {minutes} to read · {exercises}, {points}")
}
