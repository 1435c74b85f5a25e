//! `predict`: asked, answered, graded against the recording, and kept.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use crate::clone::{Clone, Said, said};

const LISTING: &str = "\
//! Says three things.

// ANCHOR: main
pub fn main() {
    [\"a\", \"b\", \"c\"].map(|word| println!(\"{word}\"));
}
// ANCHOR_END: main

#[test]
fn the_answer() {}
";

/// A clone whose only listing prints a, b and c, and asks this of it.
fn asking(prediction: &str) -> Clone {
    let clone = Clone::new();
    let manifest = format!(
        "[[chapter]]\nslug = \"one\"\ntitle = \"One\"\nminutes = 1\n\
         listings = [\"abc\", \"other\"]\n\n[[chapter.prediction]]\n\
         listing = \"abc\"\n{prediction}\n"
    );
    clone.write("workbook.toml", manifest);
    clone.write("src/ch01_one/s1_abc.rs", LISTING);
    clone.write("book/recorded/ch01_one/abc.txt", "a\nb\nc\n");
    clone
}

const LINE: &str = "line = 2\nothers = [\"d\"]";

/// The same, typed by the learner.
fn typing(clone: &Clone, words: &str) -> Said {
    let mut command: Command = clone.command(&["predict", "abc"]);
    let (reader, mut writer) = std::io::pipe().unwrap();
    writer.write_all(words.as_bytes()).unwrap();
    drop(writer);
    said(command.stdin(Stdio::from(reader)))
}

/// The number that stands before this option.
fn number(asked: &Said, option: &str) -> String {
    let has = |line: &&str| line.ends_with(&format!("  {option}"));
    let line = asked.out.lines().rfind(has).unwrap();
    line.split_whitespace().next().unwrap().to_owned()
}

#[test]
fn a_line_is_chosen_and_graded() {
    let clone = asking(LINE);
    let asked = typing(&clone, "").ends_with(1).prints("what does it print");
    assert!(!asked.out.contains("the_answer"), "{asked:#?}");
    assert!(!asked.out.contains("ANCHOR"), "{asked:#?}");
    assert!(!clone.path(".workbook").exists(), "nothing was answered");
    let wrong = typing(&clone, &number(&asked, "d")).ends_with(1);
    wrong.prints("you said   d").prints("it prints  b");
    let right = ["predict", "ch01/abc", "--answer", &number(&asked, "b")];
    clone.run(&right).ends_with(0).prints("right at try 2");
    let kept = clone.progress()["predictions"]["ch01/abc"].clone();
    assert_eq!((&kept["tries"], &kept["right"]), (&2.into(), &2.into()));
    clone.run(&["predict"]).ends_with(0).prints("choose a line; right at try");
}

#[test]
fn lines_are_put_in_order() {
    let clone = asking("");
    let asked = typing(&clone, "").ends_with(1).prints("in which order");
    let answer = ["a", "b", "c"].map(|line| number(&asked, line));
    let right = typing(&clone, &answer.join(" ")).ends_with(0);
    right.prints("right at the first try");
    let swapped = [&answer[1], &answer[0], &answer[2]].map(String::as_str);
    let wrong = typing(&clone, &swapped.join(", ")).ends_with(1);
    wrong.prints("you said   b").prints("it prints  a");
}

#[test]
fn what_is_no_answer_is_told_and_not_counted() {
    let clone = asking(LINE);
    for answer in ["", "3", "1 2", "first"] {
        let said = clone.run(&["predict", "abc", "--answer", answer]);
        said.ends_with(2).tells("give one number from 1 to 2");
    }
    assert!(!clone.path(".workbook").exists());
    let other = clone.run(&["predict", "other"]).ends_with(2);
    other.tells("asks for no prediction");
}

#[test]
fn a_question_that_can_mean_nothing_is_refused_with_its_line() {
    let told = |prediction: &str, words: &str| {
        let refused = asking(prediction).run(&["predict"]).ends_with(2);
        refused.tells("workbook.toml:8: ").tells(words);
    };
    told("line = 2", "needs a `line`, from 1, and `others`");
    told("others = [\"d\"]", "needs a `line`");
    told("line = 0\nothers = [\"d\"]", "needs a `line`");
    let again = format!("{LINE}\n[[chapter.prediction]]\nlisting = \"no\"");
    let clone = asking(&again);
    let refused = clone.run(&["predict"]).ends_with(2);
    refused.tells("`no` is no listing of this chapter");
    let clone = asking("line = 2\nothers = [\"b\"]");
    let refused = clone.run(&["predict", "abc", "--answer", "1"]);
    refused.ends_with(2).tells("stands among the others");
}
