//! What was found out, round by round, and how it is shown.

use std::{collections::BTreeMap, fmt::Write};

use crate::runs::{Printed, Subject};

/// The figures of all rounds, by what was measured and who did it.
#[derive(Default)]
pub(crate) struct Results(BTreeMap<(String, String), Vec<f64>>);

/// One line of a table.
pub(crate) struct Row {
    /// `spawn.ns`: a workload, and what it prints.
    pub(crate) figure: &'static str,
    pub(crate) title: &'static str,
    /// What is shown is so much less than what was measured.
    pub(crate) scale: f64,
    pub(crate) decimals: usize,
}

pub(crate) const LOOPS: [Row; 11] = [
    row("spawn.ns", "spawn and join, a million at once (ns)", 1.0, 0),
    row("thousands.ns", "spawn and join, a thousand at once (ns)", 1.0, 0),
    row("yields.ns", "give way (ns)", 1.0, 1),
    row("channel.ns", "hand over an item (ns)", 1.0, 1),
    row("sleeps.total", "100,000 sleeps, all (ms)", 1.0, 0),
    row("sleeps.ns", "a sleep, on the processor (ns)", 1.0, 0),
    row("sleeps.late", "woken late, median (ms)", 1e3, 1),
    row("memory.memory", "a sleeping task (bytes)", 1.0, 0),
    row("echo.rate", "echo (thousand requests a second)", 1e3, 1),
    row("echo.server", "echo, a request on the processor (µs)", 1.0, 1),
    row("echo_protocols.rate", "echo by callbacks (thousand a second)", 1e3, 1),
];

pub(crate) const GENERATORS: [Row; 1] =
    [row("generator.ns", "a step (ns)", 1.0, 2)];

const fn row(
    figure: &'static str,
    title: &'static str,
    scale: f64,
    decimals: usize,
) -> Row {
    Row { figure, title, scale, decimals }
}

impl Results {
    /// Adds what one run printed.
    pub(crate) fn add(&mut self, work: &str, who: &str, printed: Printed) {
        for (name, value) in printed {
            let key = (format!("{work}.{name}"), who.to_owned());
            self.0.entry(key).or_default().push(value);
        }
    }

    pub(crate) fn median(&self, figure: &str, who: &str) -> Option<f64> {
        median(self.rounds(figure, who)?.to_vec())
    }

    /// How `who` compares with `other`, round by round: what slowed a round
    /// down slowed both.
    pub(crate) fn ratio(
        &self,
        figure: &str,
        who: &str,
        other: &str,
    ) -> Option<f64> {
        let own = self.rounds(figure, who)?;
        let others = self.rounds(figure, other)?;
        median(own.iter().zip(others).map(|(a, b)| a / b).collect())
    }

    fn rounds(&self, figure: &str, who: &str) -> Option<&Vec<f64>> {
        self.0.get(&(figure.to_owned(), who.to_owned()))
    }

    /// A table in Markdown: medians, and in brackets their ratio to `base`.
    pub(crate) fn markdown(
        &self,
        rows: &[Row],
        columns: &[&Subject],
        base: &str,
    ) -> String {
        let heads = columns.iter().map(|s| format!(" {} |", s.title));
        let mut table = format!("| |{}\n", heads.collect::<String>());
        table += &format!("| --- |{}\n", " ---: |".repeat(columns.len()));
        for row in rows.iter().filter(|row| self.has(row)) {
            let cells = columns.iter().map(|subject| {
                self.cell(row, &subject.name, base)
                    .unwrap_or_else(|| "-".to_owned())
            });
            let cells: String =
                cells.map(|cell| format!(" {cell} |")).collect();
            writeln!(table, "| {} |{cells}", row.title)
                .expect("a string takes all");
        }
        table
    }

    fn has(&self, row: &Row) -> bool {
        self.0.keys().any(|(figure, _)| figure == row.figure)
    }

    fn cell(&self, row: &Row, who: &str, base: &str) -> Option<String> {
        let value = self.median(row.figure, who)? / row.scale;
        let value = format!("{value:.*}", row.decimals);
        Some(match self.ratio(row.figure, who, base) {
            Some(ratio) if who != base => format!("{value} ({ratio:.2})"),
            _ => value,
        })
    }
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}
