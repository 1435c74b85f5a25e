//! `workbook doctor`: whether everything is there, and what to do if not.

mod machine;
mod workbook;

use anyhow::Result;
use serde::Serialize;

use super::Outcome;
use crate::{
    checkout::Checkout,
    report::{self, Ink, Look},
};

const EXAMPLES: &str = "\
Examples:
  cargo workbook doctor          everything, in words
  cargo workbook doctor --json   the same for a program

Exit code: 0 all well, 2 something is in the way";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Print the findings as one JSON document.
    #[arg(long)]
    json: bool,
}

/// What was found of one thing.
#[derive(Debug, Serialize)]
struct Finding {
    what: &'static str,
    state: State,
    said: String,
    /// What to do about it.
    mend: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum State {
    Well,
    /// The workbook runs, but something will not.
    Note,
    /// The workbook does not run.
    Fault,
}

impl Finding {
    fn well(what: &'static str, said: impl Into<String>) -> Self {
        Self { what, state: State::Well, said: said.into(), mend: None }
    }

    fn note(
        what: &'static str,
        said: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        let mend = Some(mend.into());
        Self { what, state: State::Note, said: said.into(), mend }
    }

    fn fault(
        what: &'static str,
        said: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        Self { state: State::Fault, ..Self::note(what, said, mend) }
    }
}

/// Looks at everything, also where `workbook.toml` itself is at fault.
pub(super) fn run(checkout: &Checkout, args: &Args) -> Result<Outcome> {
    let findings = [
        machine::toolchain(checkout),
        machine::cargo(checkout),
        machine::linker(checkout),
        machine::disk(checkout),
        machine::clock(checkout),
        machine::git(checkout),
        workbook::offline(checkout),
        workbook::write_access(checkout),
        workbook::manifest(checkout),
        workbook::seals(checkout),
    ];
    let look = Look::of_terminal();
    let text = match args.json {
        true => {
            let document = serde_json::json!({ "findings": findings });
            serde_json::to_string_pretty(&document)? + "\n"
        }
        false => text(&look, &findings),
    };
    report::print(&text)?;
    if findings.iter().all(|f| f.state != State::Fault) {
        return Ok(Outcome::Done);
    }
    Ok(Outcome::Code(2))
}

fn text(look: &Look, findings: &[Finding]) -> String {
    let width = findings.iter().map(|f| f.what.len()).max().unwrap_or(0);
    let mut text = String::new();
    for Finding { what, state, said, mend } in findings {
        let (symbol, word, ink) = match state {
            State::Well => (look.symbol("✓", "+"), "well ", Ink::Good),
            State::Note => (look.symbol("·", "-"), "note ", Ink::Heading),
            State::Fault => (look.symbol("✗", "x"), "fault", Ink::Bad),
        };
        let state = ink.on(format!("{symbol} {word}"));
        text += &look.row(&format!("{state}  {what:width$}  "), said);
        if let Some(mend) = mend {
            let first = format!("{}do: ", " ".repeat(9));
            text += &look.wrap(mend, &first, &" ".repeat(13));
        }
    }
    let faults = findings.iter().filter(|f| f.state == State::Fault).count();
    let sum = match faults {
        0 => "nothing is in the way".to_owned(),
        n => format!("{} in the way", report::count(n as u64, "fault")),
    };
    format!("{text}\n{sum}\n")
}
