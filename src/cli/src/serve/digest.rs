//! What a page's content is, in a word: by it an open page tells whether a
//! build changed what it shows, or only other pages.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use super::site::Site;
use crate::page::LIVE;

/// What all pages name and none shows: the words of every other page.
const INDEX: &str = "\"searchindex-";

/// What differs from start to start of the server: a page takes the new one
/// when it needs it.
const TOKEN: &str = " data-token=\"";

/// The digest of the page at this path from the root, with what it loads.
/// None, when the site has no such page.
pub fn digest(site: &Site, path: &str) -> Option<String> {
    let page = site.file(path).filter(|file| file.is_page())?;
    let html = std::str::from_utf8(&page.body).ok()?;
    let mut hasher = DefaultHasher::new();
    without(&without(html, INDEX), TOKEN).hash(&mut hasher);
    for source in html.split(" src=\"").skip(1) {
        let source = source.split('"').next().unwrap_or_default();
        let file = resolved(path, source).and_then(|path| site.file(&path));
        // mdBook's scripts have a hash in their names, and one of them names
        // the search index in turn.
        let picture = file.filter(|file| !file.kind.contains("javascript"));
        picture.map(|file| &file.body).hash(&mut hasher);
    }
    // These load each other when they are needed.
    let live: BTreeMap<_, _> = site.below(LIVE).collect();
    live.hash(&mut hasher);
    Some(format!("{:016x}", hasher.finish()))
}

/// The page without the first text that begins so and ends with a quote.
fn without(html: &str, beginning: &str) -> String {
    let Some((before, rest)) = html.split_once(beginning) else {
        return html.to_owned();
    };
    let after = rest.split_once('"').map_or("", |(_, after)| after);
    format!("{before}{after}")
}

/// Where a link of this page leads, from the root; none, out of the site.
fn resolved(page: &str, link: &str) -> Option<String> {
    let mut parts: Vec<_> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()?),
            "." => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    // In the order that mdBook's pages and their dress have.
    const PAGE: &str = "<script>\"searchindex-1.js\"</script>\
                        <meta data-token=\"1\"><img src=\"../a.svg\">\
                        <p>text</p>";

    fn site(files: &[(&str, &str)]) -> Site {
        let mut site = Site::default();
        for (path, text) in files {
            site.put((*path).to_owned(), text.as_bytes().to_vec());
        }
        site
    }

    fn of(page: &str, figure: &str, script: &str, other: &str) -> String {
        let site = site(&[
            ("part/page.html", page),
            ("part/other.html", other),
            ("a.svg", figure),
            ("live/listing.js", script),
        ]);
        digest(&site, "part/page.html").unwrap()
    }

    #[test]
    fn a_page_has_another_when_what_it_shows_changes() {
        let first = of(PAGE, "<svg>", "run()", "other");
        assert_eq!(first, of(PAGE, "<svg>", "run()", "changed"));
        let other_index = PAGE.replace("searchindex-1", "searchindex-2");
        assert_eq!(first, of(&other_index, "<svg>", "run()", "other"));
        let other_token = PAGE.replace("token=\"1\"", "token=\"2\"");
        assert_eq!(first, of(&other_token, "<svg>", "run()", "other"));
        let edited = PAGE.replace("text", "more");
        assert_ne!(first, of(&edited, "<svg>", "run()", "other"));
        assert_ne!(first, of(PAGE, "<svg/>", "run()", "other"));
        assert_ne!(first, of(PAGE, "<svg>", "stop()", "other"));
    }

    #[test]
    fn what_is_no_page_has_none() {
        let site = site(&[("a.svg", "<svg>")]);
        assert_eq!(digest(&site, "a.svg"), None);
        assert_eq!(digest(&site, "lost.html"), None);
    }
}
