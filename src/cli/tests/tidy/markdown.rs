//! Pages as mdBook reads them: the same parser with the same options.

use std::collections::HashSet;

use mdbook_markdown::{
    MarkdownOptions, new_cmark_parser,
    pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd},
};

/// A code block.
pub(crate) struct Fence {
    /// What stands behind the opening marks: `rust`, `text,output`.
    pub(crate) info: String,
    pub(crate) line: usize,
    pub(crate) text: String,
}

/// A link or an image's source.
pub(crate) struct Link {
    pub(crate) to: String,
    pub(crate) line: usize,
}

/// A paragraph's, heading's or list item's words, code left out.
pub(crate) struct Passage {
    pub(crate) line: usize,
    pub(crate) text: String,
}

/// All that happens in a page, each with its line, in the words as they
/// were typed.
fn events(page: &str) -> impl Iterator<Item = (Event<'_>, usize)> {
    let mut options = MarkdownOptions::default();
    options.smart_punctuation = false;
    events_with(page, &options)
}

fn events_with<'p>(
    page: &'p str,
    options: &MarkdownOptions,
) -> impl Iterator<Item = (Event<'p>, usize)> + use<'p> {
    let ends = page.match_indices('\n').map(|(at, _)| at);
    let ends: Vec<_> = ends.collect();
    let line = move |at| ends.partition_point(|end| *end < at) + 1;
    let events = new_cmark_parser(page, options).into_offset_iter();
    events.map(move |(event, at)| (event, line(at.start)))
}

pub(crate) fn fences(page: &str) -> Vec<Fence> {
    let mut found: Vec<Fence> = Vec::new();
    let mut open = false;
    for (event, line) in events(page) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                open = true;
                found.push(Fence { info, line, text: String::new() });
            }
            Event::End(TagEnd::CodeBlock) => open = false,
            Event::Text(text) if open => {
                found.last_mut().expect("a fence is open").text += &text;
            }
            _ => {}
        }
    }
    found
}

/// Markdown's links, and those typed as HTML.
pub(crate) fn links(page: &str) -> Vec<Link> {
    let mut found = sources(page);
    for (event, line) in events(page) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                found.push(Link { to: dest_url.to_string(), line });
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let to = attributes(&html, "href").into_iter();
                found.extend(to.map(|to| Link { to, line }));
            }
            _ => {}
        }
    }
    found
}

/// Where images come from, and whatever else HTML loads.
pub(crate) fn sources(page: &str) -> Vec<Link> {
    let mut found = Vec::new();
    for (event, line) in events(page) {
        match event {
            Event::Start(Tag::Image { dest_url, .. }) => {
                found.push(Link { to: dest_url.to_string(), line });
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let to = attributes(&html, "src").into_iter();
                found.extend(to.map(|to| Link { to, line }));
            }
            _ => {}
        }
    }
    found
}

/// What a link to this page may name behind `#`, as mdBook makes the ids.
pub(crate) fn ids(page: &str) -> HashSet<String> {
    let mut ids = HashSet::new();
    let mut heading: Option<String> = None;
    for (event, _) in events_with(page, &MarkdownOptions::default()) {
        match event {
            Event::Start(Tag::Heading { id: Some(id), .. }) => {
                ids.insert(id.to_string());
            }
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    *heading += &text;
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some(heading) = heading.take() {
                    add_unique(&mut ids, &id_of(&heading));
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                ids.extend(attributes(&html, "id"));
            }
            _ => {}
        }
    }
    ids
}

fn id_of(heading: &str) -> String {
    let letters = heading.trim().to_lowercase();
    let letters = letters.chars().filter_map(|c| match c {
        '_' | '-' => Some(c),
        c if c.is_alphanumeric() => Some(c),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    });
    letters.collect()
}

fn add_unique(ids: &mut HashSet<String>, id: &str) {
    let mut free = id.to_owned();
    let mut n = 0;
    while !ids.insert(free) {
        n += 1;
        free = format!("{id}-{n}");
    }
}

/// The values of an attribute in a piece of HTML.
fn attributes(html: &str, name: &str) -> Vec<String> {
    let start = format!(" {name}=\"");
    let parts = html.split(&start).skip(1);
    parts.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
}

/// The words of the page, block by block; inline code counts as one word.
pub(crate) fn passages(page: &str) -> Vec<Passage> {
    let mut found: Vec<Passage> = Vec::new();
    let mut in_code = false;
    let mut fresh = true;
    for (event, line) in events(page) {
        let text = match event {
            Event::Start(Tag::CodeBlock(_)) => {
                in_code = true;
                continue;
            }
            Event::End(TagEnd::CodeBlock) => {
                in_code = false;
                fresh = true;
                continue;
            }
            Event::Text(text) if !in_code => text.to_string(),
            Event::Code(_) => "code".to_owned(),
            Event::SoftBreak | Event::HardBreak => " ".to_owned(),
            Event::Start(tag) => {
                fresh |= begins_block(&tag);
                continue;
            }
            _ => continue,
        };
        if fresh {
            found.push(Passage { line, text: String::new() });
            fresh = false;
        }
        found.last_mut().expect("a passage is open").text += &text;
    }
    found
}

fn begins_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::TableCell
    )
}

#[cfg(test)]
mod tests {
    use std::fs;

    use mdbook_driver::MDBook;

    use super::*;

    /// Every id that mdBook gives on the page, but for those of its frame.
    fn ids_in_the_book(page: &str) -> HashSet<String> {
        let folder = tempfile::tempdir().unwrap();
        let src = folder.path().join("src");
        fs::create_dir(&src).unwrap();
        fs::write(src.join("SUMMARY.md"), "- [Page](page.md)\n").unwrap();
        fs::write(src.join("page.md"), page).unwrap();
        let config = mdbook_driver::config::Config::default();
        let book = MDBook::load_with_config(folder.path(), config).unwrap();
        book.build().unwrap();
        let html = folder.path().join("book/page.html");
        let html = fs::read_to_string(html).unwrap();
        let main = html.split("<main>").nth(1).unwrap();
        let main = main.split("</main>").next().unwrap();
        attributes(main, "id").into_iter().collect()
    }

    #[test]
    fn ids_are_made_as_the_book_makes_them() {
        let page = "# It's `one`-way -- \"2\" ends\n\n## Twin\n\n## Twin\n\n\
                    ### Own {#mine}\n\n<a id=\"raw\"></a>\n\n\
                    #### *Über* [all](x.md): 1_a\n";
        assert_eq!(ids(page), ids_in_the_book(page));
        assert_eq!(ids(page).len(), 6);
    }
}
