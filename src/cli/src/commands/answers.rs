//! `workbook dev answers`: judges the answers whose verdicts are known.

use std::collections::BTreeSet;

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

/// One line of the table.
struct Row<'a> {
    answer: &'a Answer,
    verdict: Verdict,
}

pub(super) fn run(
    checkout: &Checkout,
    manifest: &Manifest,
    wanted: Option<&str>,
) -> Result<Outcome> {
    let all = wanted_answers(checkout, manifest, wanted)?;
    let rows = judge_all(&Judge::new(checkout), &all)?;
    print_table(&rows);
    let unmet: Vec<_> =
        rows.iter().filter(|r| !r.answer.is_met(&r.verdict)).collect();
    for row in &unmet {
        print_details(row);
    }
    let notices: BTreeSet<_> =
        rows.iter().flat_map(|row| &row.verdict.notices).collect();
    for notice in notices {
        println!("\nNote: {notice}");
    }
    println!(
        "\n{} of {} answers got what they must",
        rows.len() - unmet.len(),
        rows.len()
    );
    Ok(if unmet.is_empty() { Outcome::Done } else { Outcome::NotYet })
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
) -> Result<Vec<Row<'a>>> {
    let mut rows = Vec::new();
    let verdict = |(exercise, answer): &(&Exercise, Answer)| {
        judge.judge(exercise, Subject::File(answer.path.as_ref()))
    };
    at_once(all, verdict, |place, verdict| {
        let answer = &all[place].1;
        rows.push(verdict.map(|verdict| Row { answer, verdict }));
    });
    rows.into_iter().collect()
}

fn print_table(rows: &[Row]) {
    let heads = ["answer", "ending", "misconception", "must get", "time"];
    let mut table: Vec<[String; 5]> = vec![heads.map(str::to_owned)];
    table.extend(rows.iter().map(cells));
    let widths: [usize; 5] = std::array::from_fn(|column| {
        let width = |row: &[String; 5]| row[column].chars().count();
        table.iter().map(width).max().unwrap_or_default()
    });
    for (row, place) in table.iter().zip(0_usize..) {
        let unmet = place.checked_sub(1).is_some_and(|place| {
            !rows[place].answer.is_met(&rows[place].verdict)
        });
        let cells = row.iter().zip(widths);
        let line: Vec<_> =
            cells.map(|(cell, width)| format!("{cell:width$}")).collect();
        let mark = if unmet { "  <- not as it must" } else { "" };
        println!("{}{mark}", line.join("  ").trim_end());
    }
}

fn cells(row: &Row) -> [String; 5] {
    let path = &row.answer.path;
    let expected = match &row.answer.expected {
        Expected::Passed => "passed",
        Expected::Misconception(id) => id,
    };
    let misconception = row.verdict.misconception.as_deref();
    [
        path.strip_prefix("solutions/").unwrap_or(path).to_owned(),
        kind(&row.verdict.ending).to_owned(),
        misconception.unwrap_or("-").to_owned(),
        expected.to_owned(),
        format!("{:.2} s", row.verdict.took.as_secs_f64()),
    ]
}

fn kind(ending: &Ending) -> &'static str {
    if ending.is_passed() { "passed" } else { report::word(ending) }
}

/// What an author needs to see of an answer that did not get what it must.
fn print_details(row: &Row) {
    println!("\n{}", row.answer.path);
    if let Ending::DoesNotCompile { errors } = &row.verdict.ending {
        println!("{errors}");
    }
    for check in &row.verdict.checks {
        let misconception = check.misconception.as_deref().unwrap_or("-");
        println!("  {}: {misconception}: {:?}", check.name, check.ending);
    }
}
