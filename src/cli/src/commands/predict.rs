//! `workbook predict`: what does a listing print? Asked before it runs.

use std::{
    fs,
    io::{self, IsTerminal},
};

use anyhow::{Context, Result, bail};

use super::{
    Outcome,
    desk::{Desk, command},
};
use crate::{
    manifest::{Listing, Prediction},
    progress::{Guess, Progress},
    question::{Grade, Question},
    report::{self, Ink, Mark},
};

const EXAMPLES: &str = "\
Examples:
  cargo workbook predict                          all that can be predicted
  cargo workbook predict from_fn                  read it, then answer
  cargo workbook predict from_fn --answer 2       answer at once
  cargo workbook predict lazy_pipeline --answer '3 1 2 5 4 8 6 7'

An answer is one number, or all numbers in order. It is graded against what
the listing printed when the book was recorded. Exit code: 0 right, 1 not.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// A listing, by its name or `ch02/name`; all are listed when left out.
    listing: Option<String>,
    /// The answer; it is asked for when left out.
    #[arg(long, value_name = "NUMBERS", requires = "listing")]
    answer: Option<String>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Outcome> {
    let Some(typed) = &args.listing else {
        report::print(&index(desk, &desk.progress()))?;
        return Ok(Outcome::Done);
    };
    let listing = desk.names().listing(typed)?;
    let Some(question) = Question::of(desk.checkout, listing)? else {
        bail!(
            "{} asks for no prediction; `cargo workbook predict` lists those \
             that do",
            listing.key()
        );
    };
    let answer = match &args.answer {
        Some(answer) => question.read(answer)?,
        None => {
            report::print(&posed(desk, listing, &question)?)?;
            let Some(answer) = ask(&question)? else {
                let again = command(&format!("predict {}", listing.key()));
                report::print(&format!("\n{}", desk.next_step(&again)))?;
                return Ok(Outcome::NotYet);
            };
            answer
        }
    };
    let grade = question.grade(&answer);
    let is_right = grade == Grade::Right;
    let (guess, notices) = desk.store.change(|progress| {
        progress.note_guess(&listing.key(), is_right);
        progress.guess(&listing.key())
    });
    report::print(&told(desk, listing, &grade, &guess)?)?;
    desk.note(&notices);
    Ok(if is_right { Outcome::Done } else { Outcome::NotYet })
}

/// All listings that ask for a prediction, and how the learner did.
fn index(desk: &Desk, progress: &Progress) -> String {
    let asking = desk.manifest.listings().filter_map(|listing| {
        listing.prediction.as_ref().map(|asked| (listing.key(), asked))
    });
    let asking: Vec<_> = asking.collect();
    let width = asking.iter().map(|(key, _)| key.len()).max().unwrap_or(0);
    let mut text = String::new();
    for (key, asked) in asking {
        let what = match asked {
            Prediction::Line { .. } => "choose a line",
            Prediction::Order => "put its lines in order",
        };
        let state = standing(&progress.guess(&key));
        let cell = format!("{}  ", Ink::Code.on(format!("{key:width$}")));
        text += &desk.look.row(&cell, &format!("{what}; {state}"));
    }
    format!("{text}\n{}", desk.next_step(&command("predict <listing>")))
}

fn standing(guess: &Guess) -> String {
    match (guess.right, guess.tries) {
        (_, 0) => "not predicted yet".to_owned(),
        (Some(1), _) => "right at the first try".to_owned(),
        (Some(n), _) => format!("right at try {n}"),
        (None, tries) => format!("not right in {}", tries_in_words(tries)),
    }
}

fn tries_in_words(tries: u32) -> String {
    if tries == 1 { "1 try".to_owned() } else { format!("{tries} tries") }
}

/// The listing's text, what is asked, and what can be answered.
fn posed(
    desk: &Desk,
    listing: &Listing,
    question: &Question,
) -> Result<String> {
    let path = listing.path();
    let source = fs::read_to_string(desk.checkout.path(&path))
        .with_context(|| format!("{path} can't be read"))?;
    let mut text = format!("{}\n\n", Ink::Heading.on(&path));
    for line in without_the_answer(&source) {
        text += format!("  {line}").trim_end();
        text.push('\n');
    }
    if !question.before.is_empty() {
        text += "\nit prints first\n\n";
        for line in &question.before {
            text += &format!("  {line}\n");
        }
    }
    let asked = match question.is_order() {
        true => "in which order does it print these lines?",
        false => "what does it print next?",
    };
    text += &format!("\n{}\n\n", Ink::Heading.on(asked));
    for (place, option) in question.options.iter().enumerate() {
        let number = Ink::Code.on(format!("{:>3}", place + 1));
        text += &format!("{number}  {option}\n");
    }
    Ok(text)
}

/// The listing up to its tests, which tell what it does, and without the
/// marks for pages.
fn without_the_answer(source: &str) -> Vec<&str> {
    let is_code = |line: &&str| !line.starts_with("#[test]");
    let is_mark = |line: &str| line.trim_start().starts_with("// ANCHOR");
    let lines = source.trim_end().lines().take_while(is_code);
    let mut lines: Vec<_> = lines.filter(|line| !is_mark(line)).collect();
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    lines
}

/// Reads an answer; none, when the input ends. At a terminal, an answer that
/// is none is asked for again.
fn ask(question: &Question) -> Result<Option<Vec<usize>>> {
    loop {
        report::print("\nyour answer: ")?;
        let mut typed = String::new();
        let read = io::stdin().read_line(&mut typed);
        if read.context("no answer can be read")? == 0 {
            return Ok(None);
        }
        match question.read(&typed) {
            Ok(answer) => return Ok(Some(answer)),
            Err(error) if io::stdin().is_terminal() => {
                report::tell("workbook", &error.to_string());
            }
            Err(error) => return Err(error),
        }
    }
}

/// What the answer came to, and what was printed.
fn told(
    desk: &Desk,
    listing: &Listing,
    grade: &Grade,
    guess: &Guess,
) -> Result<String> {
    let mut text = String::from("\n");
    match grade {
        Grade::Right => {
            text += &format!(
                "{}; {}\n",
                Mark::Holds.with(&desk.look, "so it is", 0),
                standing(guess)
            );
        }
        Grade::Wrong { answered, printed } => {
            text += &format!(
                "{}\n  you said   {answered}\n  it prints  {printed}\n",
                Mark::Fails.with(&desk.look, "not so", 0)
            );
        }
    }
    let path = listing.recording();
    let recording = fs::read_to_string(desk.checkout.path(&path))
        .with_context(|| format!("{path} can't be read"))?;
    text += "\nall that it prints\n\n";
    for line in recording.lines() {
        text += &format!("  {line}\n");
    }
    let run = command(&format!("run {}", listing.key()));
    Ok(format!("{text}\n{}", desk.next_step(&run)))
}
