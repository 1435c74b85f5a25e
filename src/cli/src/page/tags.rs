//! The tags of a page that mdBook wrote, with the places where they stand.
//!
//! A page is changed at a few places and stays as it is at all others, byte
//! for byte. A tree of elements would lose that, and the places.

/// One tag. What stands in comments, scripts and styles is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag<'h> {
    /// In lower case, as mdBook writes it; `/figure` for an end.
    pub(crate) name: &'h str,
    /// All between the name and `>`.
    attributes: &'h str,
    /// Where its `<` stands, in bytes.
    pub(crate) start: usize,
    /// Behind its `>`.
    pub(crate) end: usize,
}

impl<'h> Tag<'h> {
    /// The value of an attribute as it is written, references and all.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'h str> {
        let mut rest = self.attributes.trim_start();
        while !rest.is_empty() {
            let end = rest.find(|c: char| c == '=' || c.is_whitespace());
            let (found, tail) = rest.split_at(end.unwrap_or(rest.len()));
            let (value, tail) = match tail.strip_prefix('=') {
                Some(tail) => value(tail),
                None => ("", tail),
            };
            if found == name {
                return Some(value);
            }
            rest = tail.trim_start();
        }
        None
    }

    pub(crate) fn has_class(&self, class: &str) -> bool {
        let classes = self.attribute("class").unwrap_or_default();
        classes.split_whitespace().any(|one| one == class)
    }
}

/// A value in quotes, or up to the next space; and what follows it.
fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// All tags of a page, in order.
pub(crate) fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut tags = vec![];
    let mut at = 0;
    while let Some(start) = find(html, at, "<") {
        let rest = &html[start..];
        at = if rest.starts_with("<!--") {
            behind(html, start, "-->")
        } else if let Some(tag) = tag(html, start) {
            tags.push(tag);
            match tag.name {
                "script" | "style" => {
                    let end = format!("</{}", tag.name);
                    find(html, tag.end, &end).unwrap_or(html.len())
                }
                _ => tag.end,
            }
        } else {
            start + 1
        };
    }
    tags
}

/// The tag that begins at `start`, if one does.
fn tag(html: &str, start: usize) -> Option<Tag<'_>> {
    let inside = &html[start + 1..];
    let letters = inside.strip_prefix('/').unwrap_or(inside);
    if !letters.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let length = length(inside)?;
    let inside = &inside[..length];
    let name = inside
        .find(|c: char| c.is_whitespace())
        .unwrap_or_else(|| inside.trim_end_matches('/').len());
    let (name, attributes) = inside.split_at(name);
    Some(Tag { name, attributes, start, end: start + length + 2 })
}

/// How far the tag's `>` is, which may stand in quotes before.
fn length(inside: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in inside.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '>' => return Some(at),
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None => {}
        }
    }
    None
}

fn find(html: &str, from: usize, what: &str) -> Option<usize> {
    html[from..].find(what).map(|at| from + at)
}

fn behind(html: &str, from: usize, what: &str) -> usize {
    find(html, from, what).map_or(html.len(), |at| at + what.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_in_comments_and_scripts_are_none() {
        let html = "<!DOCTYPE HTML><p>1 < 2<!-- <a> --><script>'<b>'</script>\
                    <br/></p>";
        let tags = tags(html);
        let names: Vec<_> = tags.iter().map(|tag| tag.name).collect();
        assert_eq!(names, ["p", "script", "/script", "br", "/p"]);
        let br = tags[3];
        assert_eq!(&html[br.start..br.end], "<br/>");
    }

    #[test]
    fn attributes_are_read_with_and_without_quotes() {
        let tags = tags("<a id=one title='a > b' class=\"x y\" hidden>");
        let [tag] = tags[..] else { panic!("one tag in {tags:?}") };
        assert_eq!(tag.attribute("id"), Some("one"));
        assert_eq!(tag.attribute("title"), Some("a > b"));
        assert_eq!(tag.attribute("hidden"), Some(""));
        assert_eq!(tag.attribute("x"), None);
        assert!(tag.has_class("y"), "{tag:?}");
        assert!(!tag.has_class("x y"), "{tag:?}");
    }
}
