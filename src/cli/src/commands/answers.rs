//! `workbook dev answers`: judges the answers whose verdicts are known.

use std::{collections::BTreeSet, time::Duration};

use anyhow::{Result, ensure};

use super::Outcome;
use crate::{
    at_once::at_once,
    checkout::Checkout,
    judge::{
        Judge, Subject,
        answers::{self, Answer, Expected},
        verdict::{Ending, Verdict},
    },
    manifest::{Exercise, Manifest},
    names::Names,
    report,
};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// An exercise, a chapter, or one answer by its path from the checkout;
    /// all when left out.
    exercise: Option<String>,
    /// Judge each one so many times in a row: its verdict must be the same.
    #[arg(long, value_name = "N", default_value_t = 1)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    times: u32,
}

/// One line of the table.
struct Row<'a> {
    answer: &'a Answer,
    judged: Judged,
}

/// What one answer got, each time.
struct Judged {
    /// The first one that is not as it must be, if there is one.
    verdict: Verdict,
    /// The verdicts that are not as they must be, one of each kind, and how
    /// often it came.
    unmet: Vec<(u32, Verdict)>,
    /// What a verdict took, on average.
    took: Duration,
}

pub(super) fn run(
    checkout: &Checkout,
    manifest: &Manifest,
    Args { exercise, times }: &Args,
) -> Result<Outcome> {
    let all = wanted_answers(checkout, manifest, exercise.as_deref())?;
    let rows = judge_all(&Judge::new(checkout), &all, *times)?;
    print_table(&rows, *times);
    for row in &rows {
        for (n, verdict) in &row.judged.unmet {
            print_details(row.answer, verdict, &often(*n, *times));
        }
    }
    let notices: BTreeSet<_> =
        rows.iter().flat_map(|row| &row.judged.verdict.notices).collect();
    for notice in notices {
        println!("\nNote: {notice}");
    }
    let n_met = rows.iter().filter(|row| row.judged.unmet.is_empty()).count();
    let each = if *times > 1 {
        format!(", each {times} times of {times}")
    } else {
        String::new()
    };
    println!("\n{n_met} of {} answers got what they must{each}", rows.len());
    Ok(if n_met == rows.len() { Outcome::Done } else { Outcome::NotYet })
}

/// `, 2 of 300 times`; nothing where once is all.
fn often(n: u32, times: u32) -> String {
    if times > 1 { format!(", {n} of {times} times") } else { String::new() }
}

/// One answer by its path, or those of the exercises that are named.
fn wanted_answers<'a>(
    checkout: &'a Checkout,
    manifest: &'a Manifest,
    wanted: Option<&str>,
) -> Result<Vec<(&'a Exercise, Answer)>> {
    let path = wanted.filter(|typed| typed.starts_with("solutions/"));
    let exercises = match (path, wanted) {
        (None, Some(typed)) => {
            Names::new(checkout, manifest).exercises(typed)?
        }
        _ => manifest.exercises().collect(),
    };
    let mut all = Vec::new();
    for exercise in exercises {
        let answers = answers::of(checkout, exercise)?;
        all.extend(answers.into_iter().map(|answer| (exercise, answer)));
    }
    if let Some(path) = path {
        all.retain(|(_, answer)| answer.path == path);
        ensure!(!all.is_empty(), "{path} is no answer of an exercise");
    }
    Ok(all)
}

/// Judges all, as many at once as there are processors; in their order.
fn judge_all<'a>(
    judge: &Judge,
    all: &'a [(&Exercise, Answer)],
    times: u32,
) -> Result<Vec<Row<'a>>> {
    let mut rows = Vec::new();
    let judged = |(exercise, answer): &(&Exercise, Answer)| {
        judge_often(judge, exercise, answer, times)
    };
    at_once(all, judged, |place, judged| {
        let answer = &all[place].1;
        rows.push(judged.map(|judged| Row { answer, judged }));
    });
    rows.into_iter().collect()
}

fn judge_often(
    judge: &Judge,
    exercise: &Exercise,
    answer: &Answer,
    times: u32,
) -> Result<Judged> {
    let subject = Subject::File(answer.path.as_ref());
    let mut unmet: Vec<(u32, Verdict)> = Vec::new();
    let mut took = Duration::ZERO;
    let mut met = None;
    judge.judge_often(exercise, subject, times, |verdict| {
        took += verdict.took;
        if answer.is_met(&verdict) {
            met = Some(verdict);
            return;
        }
        let is_same = |(_, other): &&mut (_, Verdict)| {
            kind(&other.ending) == kind(&verdict.ending)
                && other.misconception == verdict.misconception
        };
        match unmet.iter_mut().find(is_same) {
            Some((n, _)) => *n += 1,
            None => unmet.push((1, verdict)),
        }
    })?;
    let first = unmet.first().map(|(_, verdict)| verdict.clone());
    let verdict = first.or(met).expect("it was judged once or more");
    Ok(Judged { verdict, unmet, took: took / times })
}

fn print_table(rows: &[Row], times: u32) {
    let heads = ["answer", "ending", "misconception", "must get", "time"];
    let mut table: Vec<[String; 5]> = vec![heads.map(str::to_owned)];
    table.extend(rows.iter().map(cells));
    let widths: [usize; 5] = std::array::from_fn(|column| {
        let width = |row: &[String; 5]| row[column].chars().count();
        table.iter().map(width).max().unwrap_or_default()
    });
    for (row, place) in table.iter().zip(0_usize..) {
        let row_of_answer = place.checked_sub(1).map(|place| &rows[place]);
        let n: u32 = row_of_answer
            .map(|row| row.judged.unmet.iter().map(|(n, _)| n).sum())
            .unwrap_or_default();
        let cells = row.iter().zip(widths);
        let line: Vec<_> =
            cells.map(|(cell, width)| format!("{cell:width$}")).collect();
        let mark = match n {
            0 => String::new(),
            n => format!("  <- not as it must{}", often(n, times)),
        };
        println!("{}{mark}", line.join("  ").trim_end());
    }
}

fn cells(row: &Row) -> [String; 5] {
    let path = &row.answer.path;
    let expected = match &row.answer.expected {
        Expected::Passed => "passed",
        Expected::Misconception(id) => id,
    };
    let misconception = row.judged.verdict.misconception.as_deref();
    [
        path.strip_prefix("solutions/").unwrap_or(path).to_owned(),
        kind(&row.judged.verdict.ending).to_owned(),
        misconception.unwrap_or("-").to_owned(),
        expected.to_owned(),
        format!("{:.2} s", row.judged.took.as_secs_f64()),
    ]
}

fn kind(ending: &Ending) -> &'static str {
    if ending.is_passed() { "passed" } else { report::word(ending) }
}

/// What an author needs to see of an answer that did not get what it must.
fn print_details(answer: &Answer, verdict: &Verdict, often: &str) {
    let misconception = verdict.misconception.as_deref().unwrap_or("-");
    let kind = kind(&verdict.ending);
    println!("\n{}: {kind}, {misconception}{often}", answer.path);
    if let Ending::DoesNotCompile { errors } = &verdict.ending {
        println!("{errors}");
    }
    for check in &verdict.checks {
        let misconception = check.misconception.as_deref().unwrap_or("-");
        println!("  {}: {misconception}: {:?}", check.name, check.ending);
    }
}
