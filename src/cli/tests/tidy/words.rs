//! Text: clean to the byte in every file, and in the pages as the style
//! guide asks.

use super::{
    markdown,
    tree::{Fault, Tree, fault},
};

/// Files whose bytes are not text.
const BINARY: [&str; 7] =
    [".png", ".jpg", ".gif", ".ico", ".woff2", ".wasm", ".zip"];

/// Words that hide what should be said, or that claim it is easy.
const HOLLOW: [&str; 5] =
    ["simply", "just", "obviously", "it should be noted", "foo"];

/// Words in a sentence, at most.
const SENTENCE: usize = 40;

/// No tabs, blanks at a line's end, line ends of other systems, or paths and
/// hosts of the machine at which a file was written.
pub(crate) fn clean(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let files = tree.files("", "").into_iter();
    for path in files.filter(|p| !BINARY.iter().any(|end| p.ends_with(end))) {
        let text = tree.text(&path);
        for (n, line) in text.split_terminator('\n').enumerate() {
            let told = soiled(&path, line).into_iter();
            faults.extend(
                told.map(|(what, mend)| fault(&path, n + 1, what, mend)),
            );
        }
        if !text.is_empty() && !text.ends_with('\n') {
            let line = text.lines().count();
            let what = "the last line has no end";
            faults.push(fault(&path, line, what, "end it"));
        }
    }
    faults
}

fn soiled(path: &str, line: &str) -> Vec<(String, &'static str)> {
    let mut told = Vec::new();
    if line.ends_with('\r') {
        told.push(("a carriage return".to_owned(), "end lines by \\n alone"));
    } else if line.ends_with([' ', '\t']) {
        told.push(("blanks at the line's end".to_owned(), "remove them"));
    }
    if line.trim_end().contains('\t') {
        told.push(("a tab".to_owned(), "indent by blanks"));
    }
    // Split, so that this file doesn't hold what it looks for.
    let homes = ["/ro|ot/", "/ho|me/", "/Us|ers/", "/wo|rk/", "C:\\Us|ers"];
    for home in homes.map(|home| home.replace('|', "")) {
        if line.contains(&home) {
            let what = format!("`{home}` is a place on one machine");
            told.push((what, "name it relative to the checkout"));
        }
    }
    if let Some(host) = foreign_registry(path, line) {
        let what = format!("`{host}` is one machine's registry");
        told.push((what, "lock with the public registry's own name"));
    }
    told
}

/// The registry that a lock file names, when it isn't the public one.
fn foreign_registry(path: &str, line: &str) -> Option<String> {
    let (key, public) = match path.rsplit('/').next() {
        Some("Cargo.lock") => {
            ("source = \"", "registry+https://github.com/rust-lang/crates.io-")
        }
        Some("package-lock.json") => {
            ("\"resolved\": \"", "https://registry.npmjs.org/")
        }
        _ => return None,
    };
    let named = line.trim().strip_prefix(key)?;
    let host = named.split('"').next().unwrap_or(named);
    (!named.starts_with(public)).then(|| host.to_owned())
}

/// No hollow words in the pages and hints, and no endless sentences.
pub(crate) fn style(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for page in tree.files("book/src", ".md") {
        for passage in markdown::passages(&tree.text(&page)) {
            let line = passage.line;
            faults.extend(hollow(&page, line, &passage.text));
            faults.extend(endless(&page, line, &passage.text));
        }
    }
    for exercise in tree.manifest.exercises() {
        for hint in &exercise.hints {
            faults.extend(hollow("workbook.toml", exercise.line, hint));
        }
    }
    faults
}

fn hollow(file: &str, line: usize, text: &str) -> Vec<Fault> {
    let letters = text.to_lowercase();
    let words = letters.split(|c: char| !c.is_alphanumeric() && c != '\'');
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    let words = format!(" {} ", words.join(" "));
    let found = HOLLOW.iter().filter(|w| words.contains(&format!(" {w} ")));
    found
        .map(|word| {
            let what = format!("\"{word}\" says nothing");
            fault(file, line, what, "leave it out, or say the thing exactly")
        })
        .collect()
}

fn endless(file: &str, line: usize, text: &str) -> Vec<Fault> {
    let ends = |c: char| matches!(c, '.' | '?' | '!' | ':' | ';');
    let mut faults = Vec::new();
    let mut words = 0;
    for word in text.split_whitespace() {
        words += 1;
        if words == SENTENCE + 1 {
            let what = format!("a sentence of over {SENTENCE} words");
            faults.push(fault(file, line, what, "cut it in two"));
        }
        if word.trim_end_matches(['"', '\'', ')', '*', '”']).ends_with(ends) {
            words = 0;
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::super::copy::Copy;
    use super::*;

    const PAGE: &str = "book/src/ch02-generators.md";

    #[test]
    fn unclean_text_is_told() {
        let machine = ["see /ho", "me/ann/x"].concat();
        let faults = [
            ("x ", "blanks at the line's end; remove them"),
            ("x\r", "a carriage return; end lines by \\n alone"),
            ("\tx", "a tab; indent by blanks"),
            (machine.as_str(), "is a place on one machine; name it relative"),
        ];
        for (planted, what) in faults {
            let copy = Copy::strict();
            let told = copy.told(clean, |copy| {
                copy.write("src/x.py", format!("x = 1\n{planted}\n"));
            });
            assert_eq!(told.len(), 1, "{told:?}");
            assert!(told[0].starts_with("src/x.py:2: "), "{told:?}");
            assert!(told[0].contains(what), "{told:?}");
        }
    }

    #[test]
    fn a_last_line_without_an_end_is_told() {
        let copy = Copy::strict();
        let told = copy.told(clean, |copy| copy.write("src/x.py", "a\nb"));
        assert_eq!(told, ["src/x.py:2: the last line has no end; end it"]);
    }

    #[test]
    fn a_lock_that_names_a_machines_registry_is_told() {
        let copy = Copy::strict();
        let told = copy.told(clean, |copy| {
            let line = "source = \"sparse+http://localhost/index/\"";
            copy.write("src/Cargo.lock", format!("{line}\n"));
        });
        assert_eq!(
            told,
            ["src/Cargo.lock:1: `sparse+http://localhost/index/` is one \
              machine's registry; lock with the public registry's own name"]
        );
    }

    #[test]
    fn a_hollow_word_is_told_and_code_is_not_read() {
        let copy = Copy::strict();
        let mut line = 0;
        let told = copy.told(style, |copy| {
            line = copy.append(PAGE, "\n`just` adjust.\nJust call it.") + 1;
        });
        assert_eq!(
            told,
            [format!(
                "{PAGE}:{line}: \"just\" says nothing; leave it out, or say \
                 the thing exactly"
            )]
        );
    }

    #[test]
    fn an_endless_sentence_is_told() {
        let copy = Copy::strict();
        let mut line = 0;
        let told = copy.told(style, |copy| {
            let good = "word ".repeat(40);
            let text = format!("\n{good}end.\n\n{}", "- word\n".repeat(50));
            line = copy.append(PAGE, &text) + 1;
        });
        assert_eq!(
            told,
            [format!(
                "{PAGE}:{line}: a sentence of over 40 words; cut it in two"
            )]
        );
    }
}
