//! The four trees agree with `workbook.toml`, file by file.

use std::collections::HashSet;

use workbook::manifest::{Exercise, Manifest};

use super::{
    syllabus::with_modules,
    tree::{Fault, Tree, fault, in_chapter},
};

/// Every Python counterpart has its transcript, and every transcript its
/// counterpart.
pub(crate) fn transcripts(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for path in tree.files("book/python", "") {
        let twin = match path.rsplit_once('.') {
            Some((stem, "py")) => format!("{stem}.txt"),
            Some((stem, "txt")) => format!("{stem}.py"),
            _ => continue,
        };
        if in_chapter(&path, "book/python") && !tree.has(&twin) {
            let what = format!("it has no {twin} beside it");
            faults.push(fault(&path, 1, what, "add that, or remove this"));
        }
    }
    faults
}

/// A check that names a transcript holds it as it was recorded: no check may
/// read a file, for only its own text is sealed.
pub(crate) fn carried(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let files = tree.files("exercises", "_test.rs").into_iter();
    for path in files.filter(|path| in_chapter(path, "exercises")) {
        let text = tree.text(&path);
        for (line, named) in text.lines().zip(1..).filter_map(transcript_in) {
            if !tree.has(named) {
                let what = format!("{named} is not there");
                faults.push(fault(&path, line, what, "name one that is"));
            } else if !text.contains(&*tree.text(named)) {
                let what = format!("its text is not that of {named}");
                let mend = "paste the recording, whole and as it is";
                faults.push(fault(&path, line, what, mend));
            }
        }
    }
    faults
}

/// The transcript that a numbered line names.
fn transcript_in((text, line): (&str, usize)) -> Option<(usize, &str)> {
    let from = text.find("book/python/")?;
    let end = from + text[from..].find(".txt")? + ".txt".len();
    Some((line, &text[from..end]))
}

/// Every file that the manifest names, and no other, below the chapters'
/// folders.
pub(crate) fn named(tree: &Tree) -> Vec<Fault> {
    let named = all_named(&tree.manifest);
    let missing = named.iter().filter(|(path, _)| !tree.has(path));
    let mut faults: Vec<_> = missing
        .map(|(path, line)| {
            fault(
                "workbook.toml",
                *line,
                format!("{path} is missing"),
                "add the file",
            )
        })
        .collect();
    let named: HashSet<_> = named.into_iter().map(|(path, _)| path).collect();
    let is_stray = |path: &&String| !named.contains(*path);
    let found = chapter_files(tree);
    faults.extend(found.iter().filter(is_stray).map(|path| {
        fault(
            path,
            1,
            "the manifest names no such file",
            "remove it or name its listing or exercise in workbook.toml",
        )
    }));
    faults
}

/// Each file that follows from the manifest, and the line that it does from.
fn all_named(manifest: &Manifest) -> Vec<(String, usize)> {
    let mut named = Vec::new();
    for chapter in manifest.chapters.iter().filter(|c| !c.draft) {
        let page = format!("book/src/{}", chapter.name().page());
        named.push((page, chapter.line));
    }
    for chapter in with_modules(manifest) {
        let module = format!("src/{}/mod.rs", chapter.name().module());
        named.push((module, chapter.line));
    }
    for listing in manifest.listings() {
        named.push((listing.path(), listing.line));
        named.push((listing.recording(), listing.line));
    }
    for e in manifest.exercises() {
        for path in [e.subject(), e.checks(), e.solution()] {
            named.push((path, e.line));
        }
    }
    named
}

fn chapter_files(tree: &Tree) -> Vec<String> {
    let answers: Vec<_> =
        tree.manifest.exercises().map(Exercise::answers).collect();
    let is_answer = |path: &String| {
        answers.iter().any(|folder| {
            path.strip_prefix(folder.as_str()).is_some_and(|name| {
                name.starts_with("/wrong_") || name.starts_with("/right_")
            })
        })
    };
    let trees = ["src", "solutions", "exercises", "book/recorded"];
    let mut found: Vec<_> = trees
        .into_iter()
        .flat_map(|t| tree.files(t, "").into_iter().map(move |p| (t, p)))
        .filter(|(t, path)| in_chapter(path, t))
        .map(|(_, path)| path)
        .collect();
    found.retain(|path| !is_answer(path));
    found.extend(
        tree.files("book/src", ".md")
            .into_iter()
            .filter(|path| in_chapter(path, "book/src")),
    );
    found
}

#[cfg(test)]
mod tests {
    use super::super::{copy::Copy, tree::line_of};
    use super::*;

    #[test]
    fn missing_and_stray_files_are_told() {
        let copy = Copy::strict();
        let manifest = copy.read("workbook.toml");
        let solution = "solutions/ch02_generators/e1_countdown.rs";
        let told = copy.told(named, |copy| {
            copy.remove(solution);
            copy.write("exercises/ch02_generators/e1_countdwon.rs", "");
        });
        let line = line_of(&manifest, "id = \"countdown\"");
        assert_eq!(
            told,
            [
                format!(
                    "workbook.toml:{line}: {solution} is missing; \
                     add the file"
                ),
                "exercises/ch02_generators/e1_countdwon.rs:1: the manifest \
                 names no such file; remove it or name its listing or \
                 exercise in workbook.toml"
                    .to_owned(),
            ]
        );
    }

    #[test]
    fn a_counterpart_without_a_transcript_is_told() {
        let copy = Copy::strict();
        let path = "book/python/ch02_generators/lost";
        let told = copy.told(transcripts, |copy| {
            copy.write(&format!("{path}.py"), "print()\n");
        });
        assert_eq!(
            told,
            [format!(
                "{path}.py:1: it has no {path}.txt beside it; add that, or \
                 remove this"
            )]
        );
    }

    #[test]
    fn a_transcript_that_a_check_carries_is_the_recorded_one() {
        let copy = Copy::strict();
        let path = "exercises/ch05_event_loop/e5_parity_test.rs";
        let recording = "book/python/ch05_event_loop/parity.txt";
        let told = copy.told(carried, |copy| {
            copy.replace(recording, "soon 1\n", "soon one\n");
        });
        let line = line_of(&copy.read(path), recording);
        assert_eq!(
            told,
            [format!(
                "{path}:{line}: its text is not that of {recording}; paste \
                 the recording, whole and as it is"
            )]
        );
    }

    #[test]
    fn a_learner_may_keep_notes_beside_the_exercises() {
        let copy = Copy::learner();
        let told = copy.told(named, |copy| {
            copy.write("exercises/ch02_generators/notes.md", "mine\n");
        });
        assert!(told.is_empty(), "{told:?}");
    }
}
