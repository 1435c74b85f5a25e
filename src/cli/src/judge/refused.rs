//! What rustc says of a program that it did not make.

use std::process::ExitStatus;

use anyhow::{Result, bail};
use serde::Deserialize;

use super::compile::Compiled;
use crate::report::count;

/// More words than this help nobody, in bytes.
const ERRORS: usize = 64 << 10;

/// What says that the kit was built by another compiler, or is gone.
const STALE: [&str; 4] = ["E0460", "E0463", "E0514", "E0786"];

/// One of rustc's messages, as JSON.
#[derive(Deserialize)]
struct Diagnostic {
    level: String,
    message: String,
    code: Option<Code>,
    rendered: Option<String>,
    spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    is_primary: bool,
}

/// What its errors come to.
///
/// # Errors
/// When that is not the program's fault.
pub(crate) fn refused(status: ExitStatus, said: &[u8]) -> Result<Compiled> {
    let words = String::from_utf8_lossy(said);
    let errors: Vec<Diagnostic> = words
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .filter(Diagnostic::is_error)
        .collect();
    if errors.is_empty() {
        bail!("rustc failed: {status}\n{words}");
    }
    if errors.iter().all(Diagnostic::is_of_linker) {
        bail!(
            "the program can't be linked; run `cargo workbook doctor`\n{}",
            told(&errors)
        );
    }
    let is_stale = errors.iter().any(Diagnostic::is_of_kit);
    let errors = told(&errors);
    Ok(match is_stale {
        true => Compiled::StaleKit { errors },
        false => Compiled::Refused { errors },
    })
}

impl Diagnostic {
    /// Not what rustc adds at the end: how many errors, and where to read on.
    fn is_error(&self) -> bool {
        self.level.starts_with("error")
            && !self.message.starts_with("aborting due to")
    }

    fn is_of_linker(&self) -> bool {
        let begins = |with| self.message.starts_with(with);
        ["linker `", "linking with"].into_iter().any(begins)
    }

    fn is_of_kit(&self) -> bool {
        let code = self.code.as_ref().map(|code| code.code.as_str());
        code.is_some_and(|code| STALE.contains(&code))
    }

    /// Whether it points into the checks, which nobody is to change.
    fn is_in_checks(&self) -> bool {
        let primary = self.spans.iter().filter(|span| span.is_primary);
        let mut files = primary.map(|span| span.file_name.as_str());
        files.any(|file| file.ends_with("_test.rs"))
    }
}

/// All errors; but of those in the checks one, for they all come of one
/// change: a name or a type that the checks use is another.
fn told(errors: &[Diagnostic]) -> String {
    let (in_checks, own): (Vec<_>, Vec<_>) =
        errors.iter().partition(|error| error.is_in_checks());
    let shown = own.into_iter().chain(in_checks.first().copied());
    let shown = shown.filter_map(|error| error.rendered.as_deref());
    let mut text = shown.map(str::trim_end).collect::<Vec<_>>().join("\n\n");
    if text.len() > ERRORS {
        text.truncate(text.floor_char_boundary(ERRORS));
        text.push_str("\n[more errors follow]");
    }
    if !in_checks.is_empty() {
        text.push_str(
            "\n\nThe checks use your file as its statement says and the stub \
             declares it;\nthey stay as they are.",
        );
    }
    if let more @ 1.. = in_checks.len().saturating_sub(1) {
        let more = count(more as u64, "more error");
        let left_out = format!("{more} in the checks, likely for one reason");
        text.push_str(&format!("\nLeft out: {left_out}."));
    }
    text
}
