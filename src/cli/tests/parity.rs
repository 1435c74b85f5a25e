//! What a listing prints is what CPython printed for the same program, line
//! for line: recording against recording, so that it needs no Python.

use std::{fs, path::Path};

use workbook::recording::{self, Difference};

/// Listings, and the Python programs that they are the same as.
const PAIRS: [(&str, &str); 5] = [
    ("ch06_tasks/counters", "ch06_tasks/counters"),
    ("ch06_tasks/gather", "ch06_tasks/gather"),
    ("ch06_tasks/chaining", "ch06_tasks/chaining"),
    ("ch06_tasks/wait", "ch06_tasks/wait"),
    ("ch06_tasks/task_group", "ch06_tasks/task_group"),
];

/// The recorded text of `book/FOLDER/NAME.txt`.
fn recorded(folder: &str, name: &str) -> String {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book");
    let file = book.join(folder).join(name).with_extension("txt");
    let text = fs::read_to_string(&file);
    let text = text.unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    assert!(!text.trim().is_empty(), "{} is empty", file.display());
    text
}

#[test]
fn listings_print_what_cpython_printed() {
    let mut faults = vec![];
    for (listing, script) in PAIRS {
        let python = recorded("python", script);
        let ours = recorded("recorded", listing);
        faults.extend(recording::difference(&python, &ours).map(
            |Difference { line, recorded, printed }| {
                format!(
                    "book/recorded/{listing}.txt:{line}: CPython printed \
                     `{recorded}`, the listing `{printed}`; mend the program \
                     that does something else"
                )
            },
        ));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
