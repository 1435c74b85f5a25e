//! One way from an edit to a verdict: the judge's, Cargo's, rustlings'.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use workbook::{checkout::Checkout, manifest::Exercise};

/// The exercise of rustlings that is measured: std only, with tests.
pub(crate) const RUSTLING: &str = "iterators3";

/// An answer to it, up to its tests.
const RUSTLING_ANSWER: &str = "\
#[derive(Debug, PartialEq, Eq)]
enum DivisionError {
    DivideByZero,
    IntegerOverflow,
    NotDivisible,
}

fn divide(a: i64, b: i64) -> Result<i64, DivisionError> {
    if b == 0 {
        return Err(DivisionError::DivideByZero);
    }
    let rest = a.checked_rem(b).ok_or(DivisionError::IntegerOverflow)?;
    if rest == 0 { Ok(a / b) } else { Err(DivisionError::NotDivisible) }
}

fn result_with_list() -> Result<Vec<i64>, DivisionError> {
    [27, 297, 38502, 81].into_iter().map(|n| divide(n, 27)).collect()
}

fn list_of_results() -> Vec<Result<i64, DivisionError>> {
    [27, 297, 38502, 81].into_iter().map(|n| divide(n, 27)).collect()
}

fn main() {
    let _ = (result_with_list(), list_of_results());
}

";

/// One way from an edit to a verdict, and how long it took each time.
pub(crate) struct Way {
    name: String,
    /// The file that is edited.
    file: PathBuf,
    /// The answer, unedited.
    text: String,
    command: Command,
    took: Vec<Duration>,
}

impl Way {
    fn new(name: &str, file: PathBuf, text: &str, command: Command) -> Self {
        let (name, text) = (name.to_owned(), text.to_owned());
        Self { name, file, text, command, took: Vec::new() }
    }

    /// Changes a constant in a function that runs, then asks for a verdict.
    pub(crate) fn edit_and_judge(&mut self, round: u32) -> Result<()> {
        fs::write(&self.file, with_constant(&self.text, round)?)?;
        let start = Instant::now();
        let output = self.command.output()?;
        self.took.push(start.elapsed());
        ensure!(
            output.status.success(),
            "{} did not pass:\n{}{}",
            self.name,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(())
    }

    /// In seconds, without the first, which warms up.
    pub(crate) fn median(&self) -> f64 {
        median(self.took.iter().skip(1).map(Duration::as_secs_f64))
    }
}

fn with_constant(text: &str, round: u32) -> Result<String> {
    let start = text.find("fn ").context("the answer has a function")?;
    let body = start + text[start..].find("{\n").context("it has a body")?;
    let (before, after) = text.split_at(body + 2);
    Ok(format!("{before}    std::hint::black_box({round}_u32);\n{after}"))
}

pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The judge and bare cargo, on the same file.
pub(crate) fn ways(
    checkout: &Checkout,
    exercise: &Exercise,
) -> Result<[Way; 2]> {
    let text = fs::read_to_string(checkout.path(exercise.solution()))?;
    let mut judge = Command::new(workbook());
    judge.args(["check", &exercise.name()]);
    let mut cargo = Command::new("cargo");
    cargo.args(["test", "-p", "exercises", "--test", &exercise.target()]);
    for command in [&mut judge, &mut cargo] {
        command.current_dir(checkout.root());
    }
    let file = checkout.path(exercise.subject());
    Ok([
        Way::new("workbook check", file.clone(), &text, judge),
        Way::new("cargo test", file, &text, cargo),
    ])
}

/// Rustlings in a folder of its own, if it is installed.
pub(crate) fn rustlings(folder: &Path) -> Result<Option<Way>> {
    let binary = std::env::var_os("RUSTLINGS").unwrap_or("rustlings".into());
    let version = said(Command::new(&binary).arg("--version"));
    if version.is_empty() {
        println!("no rustlings here: that comparison is left out");
        return Ok(None);
    }
    print!("{version}");
    let mut init = Command::new(&binary);
    init.arg("init").current_dir(folder).stdout(Stdio::null());
    let mut init = init.stdin(Stdio::piped()).spawn()?;
    // It asks for Enter.
    let mut enter = init.stdin.take().context("its input is piped")?;
    enter.write_all(b"\n")?;
    drop(enter);
    ensure!(init.wait()?.success(), "rustlings can't be initialized");
    let folder = folder.join("rustlings");
    let file = folder.join(format!("exercises/18_iterators/{RUSTLING}.rs"));
    let stub = fs::read_to_string(&file)?;
    let tests = stub.find("#[cfg(test)]").context("it has tests")?;
    let text = format!("{RUSTLING_ANSWER}{}", &stub[tests..]);
    let mut run = Command::new(binary);
    run.args(["run", RUSTLING]).current_dir(folder);
    Ok(Some(Way::new("rustlings run", file, &text, run)))
}

pub(crate) fn said(command: &mut Command) -> String {
    let output = command.output().map(|output| output.stdout);
    String::from_utf8_lossy(&output.unwrap_or_default()).into_owned()
}

pub(crate) fn workbook() -> &'static str {
    env!("CARGO_BIN_EXE_workbook")
}
