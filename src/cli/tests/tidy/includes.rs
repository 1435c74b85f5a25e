//! What pages show of the code: by include, and every include resolves.
//!
//! mdBook leaves an include whose file is missing as it stands, and renders
//! one whose anchor is missing as nothing, both without failing.

use super::{
    markdown,
    tree::{Fault, Tree, fault},
};

/// A directive in a page: `{{#include ../../src/x.rs:anchor}}`.
struct Include {
    line: usize,
    /// As it is written.
    to: String,
    /// Relative to the checkout; `None` when it leads outside.
    path: Option<String>,
    /// The anchor or the lines, empty for the whole file.
    part: String,
}

/// Where a page may include from.
const OPEN: [&str; 5] =
    ["src/", "exercises/", "book/recorded/", "book/python/", "book/src/"];

const DIRECTIVES: [&str; 3] = ["include", "rustdoc_include", "playground"];

/// Every include names a file that pages may show, and a part of it that
/// there is.
pub(crate) fn resolve(tree: &Tree) -> Vec<Fault> {
    let pages = tree.files("book/src", ".md");
    let found = pages.iter().flat_map(|page| {
        let includes = includes(page, &tree.text(page));
        includes.into_iter().filter_map(|i| unresolved(tree, page, &i))
    });
    found.collect()
}

fn unresolved(tree: &Tree, page: &str, include: &Include) -> Option<Fault> {
    let told = |what: String, mend: &str| {
        Some(fault(page, include.line, what, mend.to_owned()))
    };
    let to = &include.to;
    let path = match &include.path {
        Some(path) if OPEN.iter().any(|open| path.starts_with(open)) => path,
        _ => {
            return told(
                format!("`{to}` is not for pages to show"),
                "include from src, exercises, book/recorded or book/python",
            );
        }
    };
    let text = tree.text(path);
    if !tree.has(path) {
        return told(
            format!("`{path}` is not there"),
            "name a file that is, counted from the page's folder",
        );
    }
    let what = wrong_part(&text, path, &include.part)?;
    told(what, "name lines or an anchor that the file has")
}

fn wrong_part(text: &str, path: &str, part: &str) -> Option<String> {
    let first = part.split(':').next().unwrap_or("");
    if first.is_empty() || first.parse::<usize>().is_ok() {
        let lines = text.lines().count();
        let beyond = part.split(':').filter_map(|n| n.parse::<usize>().ok());
        if let Some(n) = beyond.into_iter().find(|n| *n > lines) {
            return Some(format!("{path} has {lines} lines, not {n}"));
        }
        // Only an anchor's include leaves the marks of anchors out.
        return text
            .contains("ANCHOR:")
            .then(|| format!("{path} has anchors, which the page would show"));
    }
    let at = |mark: &str| {
        let is_it = |line: &str| {
            line.split_once(mark)
                .and_then(|(_, rest)| rest.split_whitespace().next())
                == Some(first)
        };
        text.lines().position(is_it)
    };
    match (at("ANCHOR:"), at("ANCHOR_END:")) {
        (Some(start), Some(end)) if start + 1 < end => None,
        (Some(_), None) => {
            Some(format!("anchor `{first}` of {path} has no end"))
        }
        (Some(_), Some(_)) => {
            Some(format!("anchor `{first}` of {path} is empty"))
        }
        (None, _) => Some(format!("{path} has no anchor `{first}`")),
    }
}

fn includes(page: &str, text: &str) -> Vec<Include> {
    let mut found = Vec::new();
    for (n, line) in text.lines().enumerate() {
        for (at, _) in line.match_indices("{{") {
            let Some((inner, _)) = line[at + 2..].split_once("}}") else {
                continue;
            };
            let Some(inner) = inner.trim().strip_prefix('#') else { continue };
            let mut words = inner.split_whitespace();
            let (Some(kind), Some(to)) = (words.next(), words.next()) else {
                continue;
            };
            if DIRECTIVES.contains(&kind) && !line[..at].ends_with('\\') {
                found.push(include(page, n + 1, to));
            }
        }
    }
    found
}

fn include(page: &str, line: usize, to: &str) -> Include {
    let (path, part) = to.split_once(':').unwrap_or((to, ""));
    let path = resolved(page, path);
    Include { line, to: to.to_owned(), path, part: part.to_owned() }
}

/// A relative path in a file, from the checkout's root.
pub(crate) fn resolved(file: &str, to: &str) -> Option<String> {
    let mut parts: Vec<_> = file.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Every code block has a language, and those of code that runs or of what
/// it printed hold includes only.
pub(crate) fn fences(tree: &Tree) -> Vec<Fault> {
    let pages = tree.files("book/src", ".md");
    let found = pages.iter().flat_map(|page| {
        let fences = markdown::fences(&tree.text(page));
        fences.into_iter().filter_map(|fence| typed(page, &fence))
    });
    found.collect()
}

fn typed(page: &str, fence: &markdown::Fence) -> Option<Fault> {
    let labels: Vec<_> = fence.info.split([',', ' ']).collect();
    if labels[0].is_empty() {
        return Some(fault(
            page,
            fence.line,
            "a code block has no language, and the book takes it for Rust",
            "say `text`, `console`, `toml` or what it is behind the marks",
        ));
    }
    let by_include = ["rust", "rs", "python", "py", "output"];
    if !labels.iter().any(|label| by_include.contains(label)) {
        return None;
    }
    let lines = fence.text.lines().zip(fence.line + 1..);
    let mut typed = lines.filter(|(line, _)| {
        let line = line.trim();
        let is_include = line.starts_with("{{#") && line.ends_with("}}");
        !line.is_empty() && !is_include
    });
    let (text, line) = typed.next()?;
    Some(fault(
        page,
        line,
        format!("`{}` is typed into a `{}` block", text.trim(), fence.info),
        "include it from a file that the tests run or record",
    ))
}

#[cfg(test)]
mod tests {
    use super::super::copy::Copy;
    use super::*;

    const PAGE: &str = "book/src/ch02-generators.md";
    const STEP: &str = "src/ch02_generators/s1_function.rs";

    #[test]
    fn an_include_of_a_missing_file_is_told() {
        let copy = Copy::strict();
        let mut line = 0;
        let told = copy.told(resolve, |copy| {
            line = copy.append(PAGE, "{{#include ../../src/lost.rs}}");
        });
        assert_eq!(
            told,
            [format!(
                "{PAGE}:{line}: `src/lost.rs` is not there; name a file that \
                 is, counted from the page's folder"
            )]
        );
    }

    #[test]
    fn an_include_of_a_solution_is_told() {
        let copy = Copy::strict();
        let to = "../../solutions/ch02_generators/e1_countdown.rs";
        let mut line = 0;
        let told = copy.told(resolve, |copy| {
            line = copy.append(PAGE, &format!("{{{{#include {to}}}}}"));
        });
        assert_eq!(
            told,
            [format!(
                "{PAGE}:{line}: `{to}` is not for pages to show; include \
                 from src, exercises, book/recorded or book/python"
            )]
        );
    }

    #[test]
    fn a_missing_an_unended_and_an_empty_anchor_are_told() {
        let part = "name lines or an anchor that the file has";
        let faults = [
            ("", "has no anchor `a`"),
            ("// ANCHOR: a\n// x", "anchor `a` of {} has no end"),
            ("// ANCHOR: a\n// ANCHOR_END: a", "anchor `a` of {} is empty"),
        ];
        for (mark, what) in faults {
            let copy = Copy::strict();
            copy.write(STEP, format!("//! A step.\n{mark}\n"));
            copy.write(PAGE, "# Page\n");
            let told = copy.told(resolve, |copy| {
                let to = format!("../../{STEP}:a");
                copy.append(PAGE, &format!("{{{{#include {to}}}}}"));
            });
            let what = match what.contains("{}") {
                true => what.replace("{}", STEP),
                false => format!("{STEP} {what}"),
            };
            assert_eq!(told, [format!("{PAGE}:2: {what}; {part}")]);
        }
    }

    #[test]
    fn lines_beyond_the_end_and_marks_that_would_show_are_told() {
        let copy = Copy::strict();
        copy.write(STEP, "//! A step.\n");
        copy.write(PAGE, format!("{{{{#rustdoc_include ../../{STEP}}}}}\n"));
        let part = "name lines or an anchor that the file has";
        let told = copy.told(resolve, |copy| {
            copy.replace(PAGE, "rs}}", "rs:1:9}}");
        });
        let what = format!("{STEP} has 1 lines, not 9");
        assert_eq!(told, [format!("{PAGE}:1: {what}; {part}")]);
        copy.replace(PAGE, "rs:1:9}}", "rs}}");
        let told = copy.told(resolve, |copy| {
            copy.append(STEP, "// ANCHOR: a");
        });
        let what = format!("{STEP} has anchors, which the page would show");
        assert_eq!(told, [format!("{PAGE}:1: {what}; {part}")]);
    }

    #[test]
    fn code_typed_into_a_page_is_told() {
        let mend = "include it from a file that the tests run or record";
        for label in ["rust", "rust,ignore", "text,output", "python"] {
            let copy = Copy::strict();
            let mut line = 0;
            let told = copy.told(fences, |copy| {
                let block = format!("\n```{label}\n1 + 1\n```");
                line = copy.append(PAGE, &block);
            });
            let what = format!("`1 + 1` is typed into a `{label}` block");
            assert_eq!(told, [format!("{PAGE}:{}: {what}; {mend}", line + 2)]);
        }
    }

    #[test]
    fn a_block_without_a_language_is_told() {
        let copy = Copy::strict();
        let mut line = 0;
        let told = copy.told(fences, |copy| {
            line = copy.append(PAGE, "\n```\nx\n```");
        });
        assert_eq!(
            told,
            [format!(
                "{PAGE}:{}: a code block has no language, and the book takes \
                 it for Rust; say `text`, `console`, `toml` or what it is \
                 behind the marks",
                line + 1
            )]
        );
    }
}
