//! The answers that come with an exercise, and what each must get.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};

use super::verdict::Verdict;
use crate::{checkout::Checkout, manifest::Exercise};

/// An answer whose verdict is known beforehand.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Relative to the checkout.
    pub path: String,
    pub expected: Expected,
}

/// What an answer must get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// It is right: the workbook's own answer, or one of another design.
    Passed,
    /// It is wrong, and its verdict must carry this id.
    Misconception(String),
}

impl Answer {
    /// Whether the verdict is the one that this answer must get.
    pub fn is_met(&self, verdict: &Verdict) -> bool {
        match &self.expected {
            Expected::Passed => verdict.is_passed(),
            Expected::Misconception(id) => {
                !verdict.is_passed()
                    && verdict.misconception.as_ref() == Some(id)
            }
        }
    }
}

/// The solution, then the other right answers, then the wrong ones.
///
/// # Errors
/// When a file can't be read, has an odd name, or names no misconception
/// though it is wrong.
pub fn of(checkout: &Checkout, exercise: &Exercise) -> Result<Vec<Answer>> {
    let solution = exercise.solution();
    let mut answers =
        vec![Answer { path: solution, expected: Expected::Passed }];
    let folder = exercise.answers();
    let Ok(files) = fs::read_dir(checkout.path(&folder)) else {
        return Ok(answers);
    };
    let mut names = Vec::new();
    for file in files {
        let name = file?.file_name();
        names.push(name.into_string().ok().context("no UTF-8 name")?);
    }
    names.sort();
    for name in names.iter().filter(|name| name.ends_with(".rs")) {
        let path = format!("{folder}/{name}");
        let expected = expected(&checkout.path(&path), name)
            .with_context(|| format!("{path} says not what it must get"))?;
        answers.push(Answer { path, expected });
    }
    Ok(answers)
}

fn expected(path: &PathBuf, name: &str) -> Result<Expected> {
    if name.starts_with("right_") {
        return Ok(Expected::Passed);
    }
    anyhow::ensure!(
        name.starts_with("wrong_"),
        "name it `right_<design>.rs` or `wrong_<what>.rs`"
    );
    let text = fs::read_to_string(path)?;
    let first = text.lines().next().unwrap_or_default();
    let id = first.strip_prefix("//! misconception: ").context(
        "its first line must be `//! misconception: <id>`, for it is wrong",
    )?;
    Ok(Expected::Misconception(id.trim().to_owned()))
}
