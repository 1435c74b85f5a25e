//! The commands of `workbook`, one module each.

mod answers;
mod record;
mod seal;
mod serve;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::{checkout::Checkout, manifest::Manifest};

/// Reads, runs and judges the concurrency workbook.
#[derive(Debug, Parser)]
#[command(name = "workbook", bin_name = "cargo workbook", version)]
pub struct Workbook {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the book, serve it on this machine and open it.
    Serve(serve::Serve),
    /// For maintainers: what has to be accepted on purpose.
    #[command(subcommand)]
    Dev(Dev),
}

#[derive(Debug, Subcommand)]
enum Dev {
    /// Judge the solutions, the other right answers and the wrong ones.
    Answers {
        /// One exercise, by its id or `ch02/id`, or one answer, by its path
        /// from the checkout; all when left out.
        exercise: Option<String>,
    },
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
}

/// Runs one command and says how it ended; what went wrong goes to standard
/// error, with exit code 2.
pub fn dispatch(workbook: Workbook) -> ExitCode {
    match run(workbook.command) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::NotYet) => ExitCode::from(1),
        Err(error) => {
            eprintln!("workbook: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> anyhow::Result<Outcome> {
    let checkout = Checkout::around_here()?;
    let manifest = Manifest::load(&checkout)?;
    match command {
        Command::Dev(Dev::Answers { exercise }) => {
            answers::run(&checkout, &manifest, exercise.as_deref())
        }
        Command::Serve(args) => serve::run(&checkout, &args),
        Command::Dev(Dev::Seal) => seal::run(&checkout, &manifest),
        Command::Dev(Dev::Record(args)) => {
            record::run(&checkout, &manifest, &args)
        }
    }
}
