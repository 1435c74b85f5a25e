//! The commands of `workbook`, one module each.

mod answers;
mod build;
mod check;
mod desk;
mod doctor;
mod explain;
mod hint;
mod list;
mod predict;
mod record;
mod reset;
mod run;
mod seal;
mod serve;
mod solution;
mod watch;
mod way_in;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::{checkout::Checkout, manifest::Manifest, report};
use desk::Desk;

/// Reads, runs and judges the concurrency workbook.
#[derive(Debug, Parser)]
#[command(
    name = "workbook",
    bin_name = "cargo workbook",
    version,
    after_help = way_in::AFTER_HELP
)]
pub struct Workbook {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(flatten)]
    Learn(Learn),
    /// Write the book as plain files, for a host of static pages.
    Build(build::Args),
    /// Tell whether everything is there, and what to do if not.
    Doctor(doctor::Args),
    /// For maintainers: what has to be accepted on purpose.
    #[command(subcommand)]
    Dev(Dev),
}

/// What a learner does with the workbook.
#[derive(Debug, Subcommand)]
enum Learn {
    /// Build the book, serve it on this machine and open it.
    Serve(serve::Serve),
    /// List chapters, listings and exercises, and what is solved.
    List(list::Args),
    /// Run one of the book's listings.
    Run(run::Args),
    /// Say what a listing prints, before it runs.
    Predict(predict::Args),
    /// Judge an exercise, a chapter or all of them.
    Check(check::Args),
    /// Judge at each save, on a screen of its own.
    Watch(watch::Args),
    /// Give one hint more each time.
    Hint(hint::Args),
    /// Put the stub back; what it replaces is kept.
    Reset(reset::Args),
    /// Show the workbook's own answer, after yours.
    Solution(solution::Args),
    /// Explain a misconception that a verdict names.
    Explain(explain::Args),
}

#[derive(Debug, Subcommand)]
enum Dev {
    /// Judge the solutions, the other right answers and the wrong ones.
    Answers(answers::Args),
    /// Accept the checks and stubs as they are now.
    Seal,
    /// Run listings and accept what they print.
    Record(record::Record),
}

/// How a command ended when nothing went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Exit code 0.
    Done,
    /// Exit code 1: the learner has not solved it yet.
    NotYet,
    /// Another exit code: of the program that was run, say.
    Code(u8),
}

/// Runs one command and says how it ended; what went wrong goes to standard
/// error, with exit code 2.
pub fn dispatch(workbook: Workbook) -> ExitCode {
    match run(workbook.command) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::NotYet) => ExitCode::from(1),
        Ok(Outcome::Code(code)) => ExitCode::from(code),
        Err(error) => {
            report::tell("workbook", &format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

fn run(command: Option<Command>) -> anyhow::Result<Outcome> {
    let Some(command) = command else { return way_in::run() };
    let checkout = Checkout::around_here()?;
    let manifest = || Manifest::load(&checkout);
    match command {
        Command::Learn(command) => {
            learn(&Desk::new(&checkout, &manifest()?), command)
        }
        Command::Build(args) => build::run(&checkout, &args),
        // The manifest may be what is not well.
        Command::Doctor(args) => doctor::run(&checkout, &args),
        Command::Dev(command) => maintain(&checkout, &manifest()?, command),
    }
}

fn learn(desk: &Desk, command: Learn) -> anyhow::Result<Outcome> {
    match command {
        Learn::Serve(args) => serve::run(desk.checkout, &args),
        Learn::List(args) => list::run(desk, &args),
        Learn::Run(args) => run::run(desk, &args),
        Learn::Predict(args) => predict::run(desk, &args),
        Learn::Check(args) => check::run(desk, &args),
        Learn::Watch(args) => watch::run(desk, &args),
        Learn::Hint(args) => hint::run(desk, &args),
        Learn::Reset(args) => reset::run(desk, &args),
        Learn::Solution(args) => solution::run(desk, &args),
        Learn::Explain(args) => explain::run(desk, &args),
    }
}

fn maintain(
    checkout: &Checkout,
    manifest: &Manifest,
    command: Dev,
) -> anyhow::Result<Outcome> {
    match command {
        Dev::Answers(args) => answers::run(checkout, manifest, &args),
        Dev::Seal => seal::run(checkout, manifest),
        Dev::Record(args) => record::run(checkout, manifest, &args),
    }
}
