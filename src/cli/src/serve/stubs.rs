//! What pages show of exercises: the stubs as they were given.
//!
//! A page includes the file that the learner edits, for its statement. Served
//! to that learner, it would show the answer half done, and be built again at
//! each save. So the stub that this binary knows stands in for the file. Who
//! writes stubs sees a new one after `cargo workbook dev seal`.

use std::path::{Component, Path, PathBuf};

use mdbook_driver::book::Book;

use crate::sealed;

const INCLUDE: &str = "{{#include ";

/// The stub of the learner's file at this path, relative to the checkout.
pub fn given(path: &str) -> Option<&'static str> {
    let is_check = path.ends_with("_test.rs");
    sealed::find(path).filter(|_| !is_check)?.text
}

/// Puts the stubs where the book's chapters, which lie in `book/src`, include
/// learners' files.
pub fn put_in(book: &mut Book) {
    book.for_each_chapter_mut(|chapter| {
        let Some(path) = &chapter.source_path else { return };
        let page = Path::new("book/src").join(path);
        chapter.content = with_stubs(&chapter.content, &page);
    });
}

fn with_stubs(text: &str, page: &Path) -> String {
    let mut whole = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(INCLUDE) {
        whole += before;
        let included = after.split_once("}}").and_then(|(file, after)| {
            Some((given(&located(file.trim(), page)?)?, after))
        });
        rest = match included {
            Some((stub, after)) => {
                whole += stub.trim_end();
                after
            }
            None => {
                whole += INCLUDE;
                after
            }
        };
    }
    whole + rest
}

/// Where a file is that this page includes, from the checkout's folder.
fn located(file: &str, page: &Path) -> Option<String> {
    let mut place = page.parent()?.to_owned();
    for part in Path::new(file).components() {
        match part {
            Component::Normal(name) => place.push(name),
            Component::ParentDir if place != PathBuf::new() => {
                place.pop();
            }
            Component::CurDir => {}
            _ => return None,
        }
    }
    Some(place.to_str()?.replace('\\', "/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STUB: &str = "exercises/ch02_generators/e1_countdown.rs";

    fn shown(text: &str) -> String {
        with_stubs(text, Path::new("book/src/part/page.md"))
    }

    #[test]
    fn the_stub_stands_where_the_learners_file_is_included() {
        let stub = given(STUB).expect("the stub was sealed with its text");
        let page = format!("a {{{{#include ../../../{STUB}}}}} z");
        assert_eq!(shown(&page), format!("a {} z", stub.trim_end()));
    }

    #[test]
    fn whatever_else_is_included_stays() {
        for other in [
            "../../../src/ch02_generators/s1_function.rs:shown",
            "../../../exercises/ch02_generators/e1_countdown_test.rs",
            "../../../../exercises/ch02_generators/e1_countdown.rs",
            "/etc/passwd",
        ] {
            let page = format!("a {{{{#include {other}}}}} z");
            assert_eq!(shown(&page), page);
        }
        assert_eq!(shown("a {{#include b"), "a {{#include b");
    }
}
