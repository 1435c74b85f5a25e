//! The same program in Python and in Rust: what CPython printed is what the
//! listing printed, line for line.

use workbook::manifest::Listing;

use super::tree::{Fault, Tree, fault};

/// The listings that the book shows beside the same program in Python, whose
/// script has the listing's name. One joins when its page shows both.
const TWINS: [&str; 10] = [
    "ch05/hello",
    "ch05/call_soon",
    "ch05/call_later",
    "ch05/handle",
    "ch05/run_until_complete",
    "ch06/counters",
    "ch06/gather",
    "ch06/chaining",
    "ch06/wait",
    "ch06/task_group",
];

/// Both recordings of each pair are there, and are the same.
pub(crate) fn transcripts(tree: &Tree) -> Vec<Fault> {
    TWINS.into_iter().filter_map(|key| differs(tree, key)).collect()
}

fn differs(tree: &Tree, key: &str) -> Option<Fault> {
    let Some(listing) = tree.manifest.listings().find(|l| l.key() == key)
    else {
        let what = format!("the workbook has no listing `{key}`");
        let mend = "mend its name in TWINS in tests/tidy/twins.rs";
        return Some(fault("workbook.toml", 1, what, mend));
    };
    let (rust, python) = (listing.recording(), transcript(listing));
    let ours = tree.texts.get(&rust).map_or("", |text| text);
    let Some(theirs) = tree.texts.get(&python).filter(|t| !t.is_empty()) else {
        let what = format!("`{key}` has no such transcript beside it");
        let mend = "record the script: python3 book/python/record.py";
        return Some(fault(&python, 1, what, mend));
    };
    let mut lines = 0..ours.lines().count().max(theirs.lines().count());
    let n = lines.find(|&n| ours.lines().nth(n) != theirs.lines().nth(n))?;
    let [ours, theirs] = [ours, theirs]
        .map(|text| text.lines().nth(n).unwrap_or("nothing").to_owned());
    let what = format!("CPython printed `{theirs}`, and {rust} has `{ours}`");
    Some(fault(&python, n + 1, what, "make the two programs the same"))
}

/// What CPython printed.
fn transcript(listing: &Listing) -> String {
    let (folder, rust) = ("book/python", listing.recording());
    let of_chapter = rust.strip_prefix(workbook::recording::FOLDER);
    format!("{folder}{}", of_chapter.unwrap_or(&rust))
}

#[cfg(test)]
mod tests {
    use super::super::copy::Copy;
    use super::*;

    const RUST: &str = "book/recorded/ch05_event_loop/hello.txt";
    const PYTHON: &str = "book/python/ch05_event_loop/hello.txt";

    #[test]
    fn a_line_that_only_one_of_the_two_printed_is_told() {
        let copy = Copy::strict();
        let told = copy.told(transcripts, |copy| {
            copy.write(RUST, "hello\nworld\n");
            copy.write(PYTHON, "hello\nworld\nagain\n");
        });
        assert_eq!(
            told,
            [format!(
                "{PYTHON}:3: CPython printed `again`, and {RUST} has \
                 `nothing`; make the two programs the same"
            )]
        );
    }

    #[test]
    fn lines_in_another_order_are_told() {
        let copy = Copy::strict();
        let told = copy.told(transcripts, |copy| {
            copy.write(RUST, "hello\nworld\nstop\n");
            copy.write(PYTHON, "hello\nstop\nworld\n");
        });
        assert_eq!(
            told,
            [format!(
                "{PYTHON}:2: CPython printed `stop`, and {RUST} has `world`; \
                 make the two programs the same"
            )]
        );
    }

    #[test]
    fn a_transcript_that_is_missing_is_told() {
        let copy = Copy::strict();
        let told = copy.told(transcripts, |copy| copy.remove(PYTHON));
        assert_eq!(
            told,
            [format!(
                "{PYTHON}:1: `ch05/hello` has no such transcript beside it; \
                 record the script: python3 book/python/record.py"
            )]
        );
    }
}
