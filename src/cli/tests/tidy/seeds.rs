//! The seed map: what of Python's asyncio the workbook answers, and where.
//!
//! A row joins the table when its chapter lands. The book's phrasebook has
//! an entry for each.

use workbook::manifest::Manifest;

use super::tree::{Fault, Tree, fault};

/// A row's id and what answers it: listings and exercises, or a page, named
/// as its entry links to it.
const ROWS: [(&str, &[&str]); 35] = [
    ("A1", &["ch01/choose"]),
    ("A2", &["ch01/threads", "ch01/processes", "ch01/together"]),
    ("A3", &["ch01/threads"]),
    ("A4", &["ch01/cpu_bound", "ch01/threads"]),
    ("B1", &["ch02/function", "ch03/nothing_runs_yet"]),
    ("B2", &["ch02/iterator_by_hand", "ch02/countdown"]),
    ("B3", &["ch02/doubler"]),
    ("B4", &["ch02/delegation", "ch02/tree_walk"]),
    ("B6", &["ch03/generator_from_async", "ch03/coroutine"]),
    ("C1", &["ch03/nothing_runs_yet", "ch03/lazy"]),
    ("C2", &["ch03/chain"]),
    ("C3", &["ch03/chain", "ch03/by_hand"]),
    ("C4", &["ch03/colours"]),
    ("C5", &["ch03/poll_by_hand"]),
    ("D1", &["ch04/promise"]),
    ("D2", &["ch04/shared"]),
    ("D3", &["ch04/callback_bridge"]),
    ("E1", &["ch05/call_soon"]),
    ("E2", &["ch05/hello", "ch05/ready_queue"]),
    ("E3", &["ch05/call_later", "ch05/timers"]),
    ("E4", &["ch05/handle", "ch05/cancel"]),
    ("E5", &["ch05/run_until_complete"]),
    ("E6", &["event-loops.md#kinds-of-loop"]),
    ("E7", &["event-loops.md#how-much-faster-is-uvloop"]),
    ("F1", &["ch06/spawn", "ch06/join_handle", "ch06/spawn_join"]),
    ("F2", &["ch06/counters", "ch06/yield_fair"]),
    ("F3", &["ch06/gather", "ch06/wait"]),
    ("F4", &["ch06/chaining"]),
    ("F5", &["ch06/task_group", "ch06/nurseries"]),
    ("F6", &["ch06/gather"]),
    ("G1", &["ch07/echo_protocol", "ch07/protocol"]),
    ("G2", &["ch07/reactor", "ch07/readable"]),
    ("L1", &["ch05/debug", "ch05/slow_callback"]),
    ("L4", &["ch06/nurseries"]),
    ("N2", &["ch05/hello", "ch05/parity", "ch06/counters", "ch06/gather"]),
];

const PAGE: &str = "book/src/phrasebook.md";

/// Each row has its entry in the phrasebook, which names what answers it;
/// that is there; and the phrasebook has no other entry.
pub(crate) fn rows(tree: &Tree) -> Vec<Fault> {
    let text = tree.text(PAGE);
    let entries = entries(&text);
    let end = text.lines().count() + 1;
    let mut faults = Vec::new();
    for (id, answers) in ROWS {
        let Some(entry) = entries.iter().find(|e| e.id == id) else {
            let what = format!("row {id} of the seed map has no entry");
            faults.push(fault(PAGE, end, what, format!("add one, {id} first")));
            continue;
        };
        let unnamed = answers.iter().filter(|a| !entry.has(a));
        faults.extend(unnamed.map(|answer| {
            let what = format!("entry {id} doesn't name `{answer}`");
            fault(PAGE, entry.line, what, "say where the chapter answers it")
        }));
    }
    for entry in &entries {
        if !ROWS.iter().any(|(id, _)| *id == entry.id) {
            let what = format!("{} is no row of the seed map", entry.id);
            let mend = "add it to ROWS in tests/tidy/seeds.rs, or remove it";
            faults.push(fault(PAGE, entry.line, what, mend));
        }
        let missing = entry
            .names
            .iter()
            .filter(|(name, _)| !exists(&tree.manifest, name));
        faults.extend(missing.map(|(name, line)| {
            let what = format!("the workbook has no `{name}`");
            fault(PAGE, *line, what, "name a listing or an exercise it has")
        }));
    }
    faults
}

fn exists(manifest: &Manifest, name: &str) -> bool {
    manifest.listings().any(|l| l.key() == name)
        || manifest.exercises().any(|e| e.name() == name)
}

/// A row of the phrasebook.
struct Entry {
    id: String,
    line: usize,
    /// `ch02/function` and the like, each with its line.
    names: Vec<(String, usize)>,
    /// Where its links lead; that they lead anywhere is another rule's affair.
    links: Vec<String>,
}

impl Entry {
    fn has(&self, answer: &str) -> bool {
        self.names.iter().any(|(name, _)| name == answer)
            || self.links.iter().any(|link| link == answer)
    }
}

/// The phrasebook's entries: a heading or a table's row that begins with an
/// id, and all below it up to the next.
fn entries(text: &str) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    let mut in_entry = false;
    for (n, line) in text.lines().enumerate() {
        if let Some(id) = row_id(line) {
            let (names, links) = (Vec::new(), Vec::new());
            found.push(Entry { id, line: n + 1, names, links });
            in_entry = true;
        } else if line.starts_with('#') {
            in_entry = false;
        }
        if in_entry && let Some(entry) = found.last_mut() {
            let names = names(line).map(|name| (name, n + 1));
            entry.names.extend(names);
            entry.links.extend(links(line));
        }
    }
    found
}

fn row_id(line: &str) -> Option<String> {
    if !line.starts_with(['#', '|']) {
        return None;
    }
    let word = line.trim_start_matches(['#', '|', ' ', '*']);
    let word = word.split([' ', '|', ':', '*', '{', '.']).next()?;
    let mut letters = word.chars();
    let is_id = letters.next().is_some_and(|c| c.is_ascii_uppercase())
        && !letters.as_str().is_empty()
        && letters.all(|c| c.is_ascii_digit());
    is_id.then(|| word.to_owned())
}

/// What a line names in code: `ch02/function`.
fn names(line: &str) -> impl Iterator<Item = String> {
    let codes = line.split('`').skip(1).step_by(2);
    codes.filter(|code| is_name(code)).map(str::to_owned)
}

fn links(line: &str) -> impl Iterator<Item = String> {
    let ends = line.split("](").skip(1);
    ends.filter_map(|end| end.split(')').next()).map(str::to_owned)
}

fn is_name(code: &str) -> bool {
    let Some((chapter, name)) = code.split_once('/') else { return false };
    let number = chapter.strip_prefix("ch").unwrap_or("");
    number.len() == 2
        && number.chars().all(|c| c.is_ascii_digit())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::super::{copy::Copy, tree::line_of};
    use super::*;

    /// A phrasebook and a manifest that agree.
    fn sound() -> Copy {
        let copy = Copy::strict();
        let mut page = String::from("# Phrasebook\n\n");
        for (id, answers) in ROWS {
            let (pages, names): (Vec<&str>, Vec<&str>) =
                answers.iter().partition(|answer| is_page(answer));
            let names = names.iter().map(|name| format!("`{name}`"));
            let pages = pages.iter().map(|page| format!("[it]({page})"));
            let answers = names.chain(pages).collect::<Vec<_>>().join(", ");
            page += &format!("## {id}: an idea\n\nSee {answers}.\n\n");
        }
        copy.write(PAGE, page);
        copy.write("workbook.toml", manifest());
        assert_eq!(rows(&copy.tree()), []);
        copy
    }

    fn is_page(answer: &str) -> bool {
        answer.contains(".md")
    }

    /// One in which all that answers a row is a listing, or a page.
    fn manifest() -> String {
        let mut chapters = BTreeMap::<usize, BTreeSet<&str>>::new();
        let answers = ROWS.iter().flat_map(|(_, answers)| *answers);
        for answer in answers.filter(|answer| !is_page(answer)) {
            let (chapter, name) = answer.split_once('/').unwrap();
            let number = chapter.strip_prefix("ch").unwrap().parse().unwrap();
            chapters.entry(number).or_default().insert(name);
        }
        let last = *chapters.keys().last().unwrap();
        let chapters = (1..=last).map(|n| {
            let head = format!("[[chapter]]\nslug = \"c{n}\"\ntitle = \"C\"\n");
            let Some(names) = chapters.get(&n) else {
                return head + "draft = true\n";
            };
            let names: Vec<_> = names.iter().collect();
            format!("{head}minutes = 1\nlistings = {names:?}\n")
        });
        chapters.collect()
    }

    #[test]
    fn a_row_without_an_entry_is_told() {
        let copy = sound();
        let page = copy.read(PAGE);
        let told = copy.told(rows, |copy| {
            copy.replace(PAGE, "`ch02/iterator_by_hand`, ", "");
            copy.replace(PAGE, "## B4: an idea", "");
        });
        let (second, end) = (line_of(&page, "## B2"), page.lines().count() + 1);
        assert_eq!(
            told,
            [
                format!(
                    "{PAGE}:{second}: entry B2 doesn't name \
                     `ch02/iterator_by_hand`; say where the chapter answers \
                     it"
                ),
                format!(
                    "{PAGE}:{end}: row B4 of the seed map has no entry; add \
                     one, B4 first"
                ),
            ]
        );
    }

    #[test]
    fn an_entry_that_leaves_out_its_page_is_told() {
        let copy = sound();
        let line = line_of(&copy.read(PAGE), "## E6");
        let told = copy.told(rows, |copy| {
            copy.replace(PAGE, "](event-loops.md#kinds-of-loop)", "](no.md)");
        });
        assert_eq!(
            told,
            [format!(
                "{PAGE}:{line}: entry E6 doesn't name \
                 `event-loops.md#kinds-of-loop`; say where the chapter \
                 answers it"
            )]
        );
    }

    #[test]
    fn an_entry_that_names_nothing_there_is_told() {
        let copy = sound();
        let mut line = 0;
        let told = copy.told(rows, |copy| {
            line = copy.append(PAGE, "| Z9 | an idea | `ch02/lost` |");
        });
        assert_eq!(
            told,
            [
                format!(
                    "{PAGE}:{line}: Z9 is no row of the seed map; add it to \
                     ROWS in tests/tidy/seeds.rs, or remove it"
                ),
                format!(
                    "{PAGE}:{line}: the workbook has no `ch02/lost`; name a \
                     listing or an exercise it has"
                ),
            ]
        );
    }
}
