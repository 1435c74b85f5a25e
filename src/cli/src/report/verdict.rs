//! A verdict in words: each check, the first failure explained, what next.

use super::{
    Page, count,
    ending::{self, Mark, word},
    look::{Ink, Look},
    words,
};
use crate::{
    judge::verdict::{CheckResult, Ending, Verdict},
    manifest::Exercise,
};

/// Lines of a subject's own output that are shown.
const SHOWN: usize = 8;

/// The whole verdict, up to what comes next. The page is that of the
/// misconception which the verdict names.
pub fn findings(
    look: &Look,
    exercise: &Exercise,
    verdict: &Verdict,
    page: Option<&Page>,
) -> String {
    Findings { look, exercise, verdict, page }.text()
}

struct Findings<'a> {
    look: &'a Look,
    exercise: &'a Exercise,
    verdict: &'a Verdict,
    page: Option<&'a Page>,
}

impl Findings<'_> {
    fn text(&self) -> String {
        let name = self.exercise.name();
        let mut text = format!("{}\n", Ink::Heading.on(&name));
        text += &self.wrap(&Ink::Quiet.on(&self.verdict.subject), "");
        text.push('\n');
        if let Ending::DoesNotCompile { errors } = &self.verdict.ending {
            text += &Mark::Fails.with(self.look, "does not compile", 0);
            text += "\n\n";
            text += &colored(errors);
            return text;
        }
        text += &self.checks();
        if let Some(check) = self.verdict.first_failure() {
            text.push('\n');
            text += &self.explained(check);
        }
        if let Some(id) = &self.verdict.misconception {
            text.push('\n');
            text += &self.misconception(id);
        }
        text
    }

    fn checks(&self) -> String {
        let checks = &self.verdict.checks;
        let width = checks.iter().map(|c| word(&c.ending).len()).max();
        let width = width.unwrap_or(0);
        let mut text = String::new();
        for CheckResult { name, ending, .. } in checks {
            let mark = Mark::of(ending);
            let state = mark.with(self.look, word(ending), width);
            let rest = " ".repeat(2 + 2 + width + 2);
            text +=
                &self.look.wrap(&words(name), &format!("  {state}  "), &rest);
        }
        text
    }

    fn explained(&self, check: &CheckResult) -> String {
        let (explanation, at) = ending::explanation(check);
        let head = format!("{}: {}", words(&check.name), word(&check.ending));
        let mut text = self.wrap(&Ink::Heading.on(head), "");
        text += &self.wrap(&harmless(&explanation), "  ");
        if let Some(at) = at {
            text += &self.wrap(&format!("at {at}"), "  ");
        }
        text += &self.printed(&check.output);
        text
    }

    /// What the subject printed, cut.
    fn printed(&self, output: &str) -> String {
        if output.is_empty() {
            return String::new();
        }
        let bar = self.look.symbol("│", "|");
        let mut text = String::from("  it printed\n");
        for line in output.lines().take(SHOWN) {
            let line = self.look.cut(&harmless(line), 4);
            text += &format!("  {bar} {line}\n");
        }
        let more = output.lines().count().saturating_sub(SHOWN);
        if more > 0 {
            let more = count(more as u64, "more line");
            text += &format!("  {}\n", Ink::Quiet.on(format!("and {more}")));
        }
        text
    }

    fn misconception(&self, id: &str) -> String {
        let title = self.page.map_or_else(|| words(id), Page::title);
        let head = Ink::Heading.on(format!("it looks like: {title}"));
        let mut text = self.wrap(&head, "");
        let read = Ink::Code.on(format!("cargo workbook explain {id}"));
        text += &self.wrap(&format!("read more: {read}"), "  ");
        if self.page.is_some() {
            let page = format!("in the book: misconceptions/{id}.html");
            text += &self.wrap(&page, "  ");
        }
        text
    }

    fn wrap(&self, text: &str, indent: &str) -> String {
        self.look.wrap(text, indent, indent)
    }
}

/// Others' words without what would move the cursor or ring the bell.
pub fn harmless(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || *c == '\n').collect()
}

/// One exercise as a part of many, in a line if it fits; `width` is that of
/// the longest name.
pub fn line(
    look: &Look,
    exercise: &Exercise,
    verdict: &Verdict,
    width: usize,
) -> String {
    let mark = Mark::of(&verdict.ending);
    let first = mark.with(look, &exercise.name(), width) + "  ";
    let mut text = match &verdict.ending {
        Ending::Passed => "solved".to_owned(),
        ending => word(ending).to_owned(),
    };
    if mark == Mark::Fails
        && let Some(check) = verdict.first_failure()
    {
        let held = verdict.checks.iter().filter(|c| c.ending.is_passed());
        text += &format!(
            "; {} of {} hold; next: {}",
            held.count(),
            count(verdict.checks.len() as u64, "check"),
            words(&check.name)
        );
        if let Some(id) = &verdict.misconception {
            text += &format!(" ({id})");
        }
    }
    look.row(&first, &text)
}

/// A verdict's sum: its mark and its words.
pub fn sum(exercise: &Exercise, verdict: &Verdict) -> (Mark, String) {
    let mark = Mark::of(&verdict.ending);
    let text = match (&verdict.ending, verdict.first_failure()) {
        (Ending::Passed, _) => {
            format!("solved, {}", count(exercise.points, "point"))
        }
        (ending, Some(first)) if mark == Mark::Fails => {
            let held = verdict.checks.iter().filter(|c| c.ending.is_passed());
            let all = count(verdict.checks.len() as u64, "check");
            let (held, next) = (held.count(), words(&first.name));
            let word = word(ending);
            format!("{word}; {held} of {all} hold; next: {next}")
        }
        (ending, _) => word(ending).to_owned(),
    };
    (mark, text)
}

/// The compiler's words in the compiler's colors: what is wrong, and where
/// its frame is.
fn colored(errors: &str) -> String {
    let mut text = String::new();
    for line in errors.trim_end().lines() {
        text += &colored_line(line);
        text.push('\n');
    }
    text
}

fn colored_line(line: &str) -> String {
    if line.starts_with("error") {
        let end = line.find(": ").map_or(line.len(), |colon| colon + 1);
        let (error, what) = line.split_at(end);
        return Ink::Bad.on(error) + &Ink::Heading.on(what);
    }
    let is_gutter = |c: char| c == ' ' || c.is_ascii_digit();
    let code = line.trim_start_matches(is_gutter);
    let frames = ["-->", ":::", "...", "|", "="];
    let Some(frame) = frames.iter().find(|frame| code.starts_with(**frame))
    else {
        return line.to_owned();
    };
    let (gutter, code) = line.split_at(line.len() - code.len() + frame.len());
    let is_mark = |c: char| matches!(c, ' ' | '^' | '-' | '_' | '|');
    let is_caret = code.contains('^')
        && code.trim_start_matches(is_mark).len() < code.trim_start().len();
    let code = if is_caret { Ink::Bad.on(code) } else { code.to_owned() };
    Ink::Code.on(gutter) + &code
}

#[cfg(test)]
mod tests;
