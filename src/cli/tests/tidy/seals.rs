//! `exercises/sealed.txt`: what a verdict hangs on is what was accepted.

use workbook::sealed;

use super::tree::{Fault, Mode, Tree, fault};

const FILE: &str = "exercises/sealed.txt";
const SEAL: &str = "accept the files: `cargo workbook dev seal`";

/// The seals name each stub and each check, in order, with the content that
/// it has. In a learner's clone a stub has become an answer: there the
/// checks' content alone is compared.
pub(crate) fn agree(tree: &Tree) -> Vec<Fault> {
    let text = tree.text(FILE);
    let lines = text.lines().zip(1..);
    let seals = lines.filter(|(line, _)| !line.starts_with('#'));
    let seals: Vec<_> = seals
        .map(|(line, n)| (line.split_once("  ").unwrap_or(("", line)), n))
        .collect();
    let exercises = tree.manifest.exercises();
    let wanted = exercises.flat_map(|e| [e.subject(), e.checks()]);
    let wanted: Vec<_> = wanted.collect();
    let sealed: Vec<_> = seals.iter().map(|((_, path), _)| *path).collect();
    if sealed != wanted {
        let same = sealed.iter().zip(&wanted).take_while(|(a, b)| a == b);
        let same = same.count();
        let line = seals.get(same).map_or(text.lines().count() + 1, |s| s.1);
        let what = match wanted.get(same) {
            Some(path) => format!("{path} is not sealed here"),
            None => format!("{} is no exercise's", sealed[same]),
        };
        return vec![fault(FILE, line, what, SEAL)];
    }
    let broken = seals.iter().filter(|((blob, path), _)| {
        let is_checks = path.ends_with("_test.rs");
        (is_checks || tree.mode == Mode::Strict)
            && sealed::blob_name(&tree.text(path)) != *blob
    });
    broken
        .map(|((_, path), line)| {
            let what = format!("{path} is not as it was sealed");
            let mend = format!("undo the change, or {SEAL}");
            fault(FILE, *line, what, mend)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{copy::Copy, tree::line_of};
    use super::*;

    const STUB: &str = "exercises/ch02_generators/e1_countdown.rs";
    const CHECKS: &str = "exercises/ch02_generators/e1_countdown_test.rs";

    fn broken(copy: &Copy, path: &str) -> String {
        let line = line_of(&copy.read(FILE), path);
        format!(
            "{FILE}:{line}: {path} is not as it was sealed; undo the \
             change, or {SEAL}"
        )
    }

    #[test]
    fn an_edited_check_is_told_to_learners_too() {
        for copy in [Copy::strict(), Copy::learner()] {
            let told = copy.told(agree, |copy| {
                copy.append(CHECKS, "// Mine.");
            });
            assert_eq!(told, [broken(&copy, CHECKS)]);
        }
    }

    #[test]
    fn an_edited_stub_is_told_to_maintainers_only() {
        let strict = Copy::strict();
        let edit = |copy: &Copy| {
            copy.append(STUB, "// Mine.");
        };
        assert_eq!(strict.told(agree, edit), [broken(&strict, STUB)]);
        assert!(Copy::learner().told(agree, edit).is_empty());
    }

    #[test]
    fn a_missing_seal_is_told() {
        let copy = Copy::strict();
        let line = line_of(&copy.read(FILE), CHECKS);
        let told = copy.told(agree, |copy| {
            copy.replace(FILE, CHECKS, "exercises/lost_test.rs");
        });
        assert_eq!(
            told,
            [format!("{FILE}:{line}: {CHECKS} is not sealed here; {SEAL}")]
        );
    }
}
