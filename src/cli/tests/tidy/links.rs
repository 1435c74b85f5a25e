//! Links that stay inside: from page to page, from README to file.

use std::collections::{HashMap, HashSet};

use super::{
    includes::resolved,
    markdown::{self, Link},
    tree::{Fault, Tree, fault},
};

/// Every link of the book and of README leads to a file, and to a heading
/// there where it names one; nothing is loaded from another machine.
pub(crate) fn resolve(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut pages = tree.files("book/src", ".md");
    pages.push("README.md".to_owned());
    let ids = pages.iter().map(|page| markdown::ids(&tree.text(page)));
    let ids: Ids = pages.iter().map(String::as_str).zip(ids).collect();
    for page in &pages {
        let links = markdown::links(&tree.text(page));
        let inner = links.iter().filter(|link| !is_outer(&link.to));
        faults.extend(inner.filter_map(|link| broken(tree, &ids, page, link)));
    }
    faults
}

/// What each page's links may name behind `#`.
type Ids<'a> = HashMap<&'a str, HashSet<String>>;

fn is_outer(to: &str) -> bool {
    to.contains("://") || to.starts_with("mailto:")
}

fn broken(tree: &Tree, ids: &Ids, page: &str, link: &Link) -> Option<Fault> {
    let (path, id) = link.to.split_once('#').unwrap_or((&link.to, ""));
    let target = match path {
        "" => page.to_owned(),
        path => resolved(page, &path.replace("%20", " ")).unwrap_or_default(),
    };
    // mdBook renders each page to a file of its name with `.html`.
    let source = match target.strip_suffix(".html") {
        Some(stem) => format!("{stem}.md"),
        None => target.clone(),
    };
    let told = |what: String, mend: &str| {
        Some(fault(page, link.line, what, mend.to_owned()))
    };
    if page.starts_with("book/src/") && !source.starts_with("book/src/") {
        let what = format!("`{}` leads out of the book", link.to);
        return told(what, "link to a page, or name the path in code");
    }
    if !tree.has(&source) {
        let what = format!("`{}` leads nowhere", link.to);
        return told(what, &format!("add {source} or mend the path"));
    }
    let ids = ids.get(source.as_str());
    if !id.is_empty() && ids.is_some_and(|ids| !ids.contains(id)) {
        let what = format!("{source} has no heading `#{id}`");
        return told(what, "name a heading as the book spells its id");
    }
    None
}

/// Pictures, scripts and styles come from the book itself.
pub(crate) fn sources(tree: &Tree) -> Vec<Fault> {
    let pages = tree.files("book/src", ".md");
    let found = pages.iter().flat_map(|page| {
        let sources = markdown::sources(&tree.text(page)).into_iter();
        sources.filter(|s| is_outer(&s.to)).map(|s| {
            let what = format!("`{}` is loaded from another machine", s.to);
            fault(page, s.line, what, "keep a copy in book/src/figures")
        })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::super::copy::Copy;
    use super::*;

    const PAGE: &str = "book/src/ch02-generators.md";

    fn told_of(link: &str) -> (Vec<String>, usize) {
        let copy = Copy::strict();
        let mut line = 0;
        let told = copy.told(resolve, |copy| {
            line = copy.append(PAGE, &format!("\n{link}")) + 1;
        });
        (told, line)
    }

    #[test]
    fn a_link_to_a_missing_page_is_told() {
        let (told, line) = told_of("[next](ch99-lost.md)");
        assert_eq!(
            told,
            [format!(
                "{PAGE}:{line}: `ch99-lost.md` leads nowhere; add \
                 book/src/ch99-lost.md or mend the path"
            )]
        );
    }

    #[test]
    fn a_link_to_a_missing_heading_is_told() {
        let (told, line) = told_of("[here](#no-such-heading)");
        assert_eq!(
            told,
            [format!(
                "{PAGE}:{line}: {PAGE} has no heading `#no-such-heading`; \
                 name a heading as the book spells its id"
            )]
        );
    }

    #[test]
    fn a_link_out_of_the_book_is_told() {
        let (told, line) = told_of("![a](../../src/lib.rs)");
        assert_eq!(
            told,
            [format!(
                "{PAGE}:{line}: `../../src/lib.rs` leads out of the book; \
                 link to a page, or name the path in code"
            )]
        );
    }

    #[test]
    fn a_broken_link_of_the_readme_is_told() {
        let copy = Copy::strict();
        let mut line = 0;
        let told = copy.told(resolve, |copy| {
            line = copy.append("README.md", "\n<img src=\"lost.png\">") + 1;
        });
        assert_eq!(
            told,
            [format!(
                "README.md:{line}: `lost.png` leads nowhere; add lost.png \
                 or mend the path"
            )]
        );
    }

    #[test]
    fn a_good_link_is_not_told() {
        let (told, _) = told_of("[a](SUMMARY.md#summary) [b](https://rust.io)");
        assert!(told.is_empty(), "{told:?}");
    }

    #[test]
    fn a_picture_from_another_machine_is_told() {
        let copy = Copy::strict();
        let mut line = 0;
        let told = copy.told(sources, |copy| {
            line = copy.append(PAGE, "\n![a](https://example.org/a.png)") + 1;
        });
        assert_eq!(
            told,
            [format!(
                "{PAGE}:{line}: `https://example.org/a.png` is loaded from \
                 another machine; keep a copy in book/src/figures"
            )]
        );
    }
}
