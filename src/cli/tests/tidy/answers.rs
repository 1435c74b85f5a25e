//! What stands behind each exercise: its answers, its hints, and a page for
//! each misconception. The judge's own tests judge the answers.

use std::collections::BTreeMap;

use proc_macro2::TokenTree;
use workbook::manifest::Exercise;

use super::{
    rust,
    tree::{Fault, Tree, fault},
};

const INDEX: &str = "book/src/misconceptions.md";
const PAGES: &str = "book/src/misconceptions/";
const STATEMENT: usize = 15;

/// Each exercise has three hints, three wrong answers and a right one of
/// another design, or more.
pub(crate) fn complete(tree: &Tree) -> Vec<Fault> {
    let exercises = tree.manifest.exercises();
    exercises.flat_map(|e| incomplete(tree, e)).collect()
}

fn incomplete(tree: &Tree, e: &Exercise) -> Vec<Fault> {
    let folder = e.answers();
    let count = |kind: &str| {
        let start = format!("{folder}/{kind}_");
        let files = tree.files(&folder, ".rs").into_iter();
        files.filter(|path| path.starts_with(&start)).count()
    };
    let wanted = [
        (e.hints.len(), 3, "hint", "add one to the line".to_owned()),
        (count("wrong"), 3, "wrong answer", format!("add {folder}/wrong_*.rs")),
        (count("right"), 1, "other answer", format!("add {folder}/right_*.rs")),
    ];
    let few = wanted.into_iter().filter(|(n, least, ..)| n < least);
    few.map(|(n, least, what, mend)| {
        let what = format!("`{}`: {n} {what}s of at least {least}", e.key());
        fault("workbook.toml", e.line, what, mend)
    })
    .collect()
}

/// Where each misconception is named: by a wrong answer's first line, by a
/// check or by the kit.
fn named(tree: &Tree, faults: &mut Vec<Fault>) -> BTreeMap<String, Place> {
    let mut ids = BTreeMap::new();
    for e in tree.manifest.exercises() {
        for path in tree.files(&e.answers(), ".rs") {
            let name = path.rsplit('/').next().expect("a path has a name");
            if !name.starts_with("wrong_") {
                continue;
            }
            let text = tree.text(&path);
            let first = text.lines().next().unwrap_or("");
            match first.strip_prefix("//! misconception: ") {
                Some(id) => {
                    ids.entry(id.to_owned()).or_insert((path, 1));
                }
                None => faults.push(fault(
                    &path,
                    1,
                    "a wrong answer names no misconception",
                    "begin with `//! misconception: <id>`",
                )),
            }
        }
    }
    for path in tree.files("exercises", ".rs") {
        if path.ends_with("_test.rs") || path.starts_with("exercises/kit/") {
            for (id, line) in suspected(&tree.text(&path)) {
                ids.entry(id).or_insert((path.clone(), line));
            }
        }
    }
    ids
}

/// A file and a line in it.
type Place = (String, usize);

/// The ids in calls of `suspect("id")`, and what `fn misconception` returns.
fn suspected(text: &str) -> Vec<(String, usize)> {
    let mut ids = Vec::new();
    let mut add = |token: &TokenTree| {
        if let TokenTree::Literal(id) = token {
            let line = id.span().start().line;
            ids.push((id.to_string().trim_matches('"').to_owned(), line));
        }
    };
    let tokens = rust::tokens(text).unwrap_or_default();
    rust::visit(&tokens, &mut |run| {
        for (n, pair) in run.windows(2).enumerate() {
            if let [name, TokenTree::Group(group)] = pair
                && rust::is_ident(name, "suspect")
            {
                rust::inside(group).first().map(&mut add);
            } else if rust::is_ident(&pair[0], "fn")
                && rust::is_ident(&pair[1], "misconception")
                && let Some(body) = rust::body(&run[n..])
            {
                let body = rust::inside(body);
                rust::visit(&body, &mut |run| run.iter().for_each(&mut add));
            }
        }
    });
    ids
}

/// Each misconception that is named has a page in the index; each page is
/// named.
pub(crate) fn misconceptions(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let ids = named(tree, &mut faults);
    let index = tree.text(INDEX);
    for (id, (path, line)) in &ids {
        let page = format!("{PAGES}{id}.md");
        if !tree.has(&page) {
            let what = format!("misconception `{id}` has no page");
            faults.push(fault(path, *line, what, format!("add {page}")));
        }
    }
    for page in tree.files(PAGES.trim_end_matches('/'), ".md") {
        let id = page.strip_prefix(PAGES).expect("it lies there");
        let id = id.strip_suffix(".md").expect("it is a page");
        if !ids.contains_key(id) {
            let what = format!("no check and no answer names `{id}`");
            let mend = "let one, or remove the page";
            faults.push(fault(&page, 1, what, mend));
        }
        let link = format!("(misconceptions/{id}.md)");
        if !index.contains(&link) {
            let end = index.lines().count() + 1;
            let what = format!("misconception `{id}` is not in the index");
            faults.push(fault(INDEX, end, what, format!("link to {link}")));
        }
    }
    faults
}

/// An exercise and its solution open with the same statement, of at most 15
/// lines.
pub(crate) fn statements(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for e in tree.manifest.exercises() {
        let (subject, solution) = (e.subject(), e.solution());
        let (ours, theirs) = (tree.text(&subject), tree.text(&solution));
        let (asked, told) = (rust::header(&ours), rust::header(&theirs));
        if asked.len() > STATEMENT {
            let what = format!("the statement has {} lines", asked.len());
            let mend = format!("cut it to {STATEMENT}");
            faults.push(fault(&subject, 1, what, mend));
        }
        if asked != told {
            let pairs = asked.iter().zip(&told);
            let same = pairs.take_while(|(a, b)| a == b).count();
            let what = format!("the statement departs from {subject}");
            let mend = "copy the `//!` lines from there";
            faults.push(fault(&solution, same + 1, what, mend));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::super::{copy::Copy, tree::line_of};
    use super::*;

    const ANSWER: &str = "solutions/ch02_generators/e1_countdown.rs";
    const CHECKS: &str = "exercises/ch02_generators/e1_countdown_test.rs";
    const FOLDER: &str = "solutions/ch02_generators/e1_countdown";

    #[test]
    fn an_exercise_without_enough_answers_is_told() {
        let copy = Copy::strict();
        for n in 1..=3 {
            copy.write(&format!("{FOLDER}/wrong_{n}.rs"), "//! x\n");
        }
        let here = copy.tree().files(FOLDER, ".rs");
        let told = copy.told(complete, |copy| {
            for path in here.iter().filter(|p| !p.ends_with("wrong_1.rs")) {
                copy.remove(path);
            }
        });
        let line = line_of(&copy.read("workbook.toml"), "id = \"countdown\"");
        let start = format!("workbook.toml:{line}: `generators/countdown`: ");
        let wrong = "1 wrong answers of at least 3; add ";
        let wrong = format!("{start}{wrong}{FOLDER}/wrong_*.rs");
        assert!(told.contains(&wrong), "{told:?}");
    }

    #[test]
    fn an_exercise_without_enough_hints_is_told() {
        let copy = Copy::strict();
        let path = "workbook.toml";
        let told = copy.told(complete, |copy| {
            let (old, new) = ("hints = [", "hints = [] # [");
            let text = copy.read(path);
            let id = text.find("id = \"countdown\"").unwrap();
            let at = id + text[id..].find(old).unwrap();
            let end = at + text[at..].find("\n]").unwrap() + 2;
            let text = format!("{}{new}{}", &text[..at], &text[end..]);
            copy.write(path, text);
        });
        let line = line_of(&copy.read(path), "id = \"countdown\"");
        assert_eq!(
            told.first(),
            Some(&format!(
                "{path}:{line}: `generators/countdown`: 0 hints of at least \
                 3; add one to the line"
            ))
        );
    }

    #[test]
    fn a_wrong_answer_without_an_id_is_told() {
        let copy = Copy::strict();
        let path = format!("{FOLDER}/wrong_unnamed.rs");
        let told = copy.told(misconceptions, |copy| {
            copy.write(&path, "//! Wrong somehow.\n");
        });
        assert_eq!(
            told,
            [format!(
                "{path}:1: a wrong answer names no misconception; begin \
                 with `//! misconception: <id>`"
            )]
        );
    }

    #[test]
    fn a_suspicion_without_a_page_is_told() {
        let copy = Copy::strict();
        let mut line = 0;
        let told = copy.told(misconceptions, |copy| {
            line = copy.append(CHECKS, "fn f() { kit::suspect(\"odd\"); }");
        });
        assert_eq!(
            told,
            [format!(
                "{CHECKS}:{line}: misconception `odd` has no page; add \
                 book/src/misconceptions/odd.md"
            )]
        );
    }

    #[test]
    fn a_page_that_nothing_names_or_links_is_told() {
        let copy = Copy::strict();
        let page = "book/src/misconceptions/odd.md";
        let told = copy.told(misconceptions, |copy| {
            copy.write(page, "# Odd\n");
        });
        let end = copy.tree().text(INDEX).lines().count() + 1;
        assert_eq!(
            told,
            [
                format!(
                    "{page}:1: no check and no answer names `odd`; let one, \
                     or remove the page"
                ),
                format!(
                    "{INDEX}:{end}: misconception `odd` is not in the index; \
                     link to (misconceptions/odd.md)"
                ),
            ]
        );
    }

    #[test]
    fn the_kits_own_suspicions_count() {
        let kit = "impl F { fn misconception(&self) -> &str {
            match self { Self::A => \"a\", Self::B => { \"b\" } } } }";
        assert_eq!(suspected(kit), [("a".into(), 2), ("b".into(), 2)]);
    }

    #[test]
    fn a_solution_that_departs_from_the_statement_is_told() {
        let copy = Copy::strict();
        let text = copy.read(ANSWER);
        let third = text.lines().nth(2).unwrap();
        let told = copy.told(statements, |copy| {
            copy.replace(ANSWER, third, "//! Or do something else.");
        });
        assert_eq!(
            told,
            [format!(
                "{ANSWER}:3: the statement departs from \
                 exercises/ch02_generators/e1_countdown.rs; copy the `//!` \
                 lines from there"
            )]
        );
    }

    #[test]
    fn a_learner_may_write_over_the_statement() {
        let copy = Copy::learner();
        let path = "exercises/ch02_generators/e1_countdown.rs";
        let told = copy.told(statements, |copy| {
            copy.write(path, "struct Mine;\n");
        });
        assert!(told.is_empty(), "{told:?}");
    }
}
