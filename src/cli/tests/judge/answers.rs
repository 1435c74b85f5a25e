//! `workbook dev answers`, as an author calls it.

use std::fs;

use crate::{countdown, tree::Clone};

/// Its exit code, and all that it says.
fn dev_answers(clone: &Clone, name: &str) -> (Option<i32>, String) {
    let output = clone.dev_answers(name).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).unwrap())
}

fn add(clone: &Clone, name: &str, text: &str) {
    let folder = clone.path(&countdown(&clone.checkout).answers());
    fs::write(folder.join(name), text).unwrap();
}

#[test]
fn answers_that_get_what_they_must_end_well() {
    let clone = Clone::named("clone");
    let (code, said) = dev_answers(&clone, "ch02/countdown");
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("e1_countdown/wrong_restart.rs "), "{said}");
    assert!(!said.contains("not as it must"), "{said}");
    let solution = countdown(&clone.checkout).solution();
    let (code, said) = dev_answers(&clone, &solution);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("1 of 1 answers"), "{said}");
}

#[test]
fn an_answer_that_is_not_as_it_must_is_marked() {
    let clone = Clone::named("clone");
    let solution = clone.path(&countdown(&clone.checkout).solution());
    let right = fs::read_to_string(solution).unwrap();
    add(&clone, "wrong_not.rs", &format!("//! misconception: x\n{right}"));
    let (code, said) = dev_answers(&clone, "countdown");
    assert_eq!(code, Some(1), "{said}");
    let marked = |line: &&str| line.ends_with("<- not as it must");
    let marked: Vec<_> = said.lines().filter(marked).collect();
    assert_eq!(marked.len(), 1, "{said}");
    assert!(marked[0].contains("wrong_not.rs"), "{said}");
}

#[test]
fn an_answer_that_says_not_what_it_must_get_is_told() {
    let clone = Clone::named("clone");
    add(&clone, "wrong_silent.rs", "//! Says nothing.\n");
    let (code, said) = dev_answers(&clone, "countdown");
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("wrong_silent.rs"), "{said}");
    assert!(said.contains("`//! misconception: <id>`"), "{said}");
}

#[test]
fn a_name_that_no_exercise_has_is_told() {
    let clone = Clone::named("clone");
    let (code, said) = dev_answers(&clone, "nothing");
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("`nothing` is not an exercise"), "{said}");
}

/// Counts wrongly from 0, each third time only: a file remembers the times.
const MOODY: &str = r#"
pub struct Countdown;

impl Countdown {
    pub fn new(from: u32) -> impl Iterator<Item = u32> {
        (u32::from(from > 0 || !Self::is_moody())..=from).rev()
    }

    fn is_moody() -> bool {
        let seen = std::fs::read_to_string(FILE).unwrap_or_default();
        std::fs::write(FILE, format!("{seen}.")).unwrap();
        seen.len() % 3 == 1
    }
}
"#;

#[test]
fn an_answer_that_is_judged_differently_once_is_told() {
    let clone = Clone::named("clone");
    let file = format!("const FILE: &str = {:?};\n", clone.path("times"));
    add(&clone, "right_moody.rs", &(file + MOODY));
    let moody = "solutions/ch02_generators/e1_countdown/right_moody.rs";
    let mut dev_answers = clone.dev_answers(moody);
    let output = dev_answers.args(["--times", "6"]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("  <- not as it must, 2 of 6 times\n"), "{said}");
    let told = format!("\n{moody}: failed, off-by-one, 2 of 6 times\n");
    assert!(said.contains(&told), "{said}");
    let end = "\n0 of 1 answers got what they must, each 6 times of 6\n";
    assert!(said.ends_with(end), "{said}");
}
