//! Event loops measured: the same workloads on each, round by round.
//!
//! ```console
//! cargo run --release --manifest-path src/miniloop/bench/Cargo.toml
//! ```
//!
//! The book's page includes what it prints on a quiet machine, by
//! `> src/miniloop/bench/measured.md`.
//!
//! `--rounds N` measures all of it N times (5), `--only WORK` one workload;
//! `--targets` fails when miniloop misses one. `$PYTHON` names the interpreter
//! of asyncio's side.

mod clients;
mod figures;
mod generators;
mod machine;
mod python;
mod runs;
mod subjects;
mod table;
mod targets;

use std::{env, error::Error, process::ExitCode};

use figures::{Figures, Work};
use runs::Subject;
use table::{GENERATORS, LOOPS, Results};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["--one", who, work] => {
            let figures = one(who, work).ok_or("no such loop or workload")?;
            for (name, value) in figures {
                println!("{name}={value}");
            }
            Ok(ExitCode::SUCCESS)
        }
        options => compare(options),
    }
}

/// The process that one run is measured in.
fn one(who: &str, work: &str) -> Option<Figures> {
    match work {
        "generator" => generators::measure(who),
        work => subjects::measure(who, Work::named(work)?),
    }
}

fn compare(options: &[&str]) -> Result<ExitCode, Box<dyn Error>> {
    let option = |name| options.iter().skip_while(|o| **o != name).nth(1);
    let rounds = option("--rounds").map_or(Ok(5), |n| n.parse())?;
    let only = option("--only");
    let is_asked_for = |work: &str| only.is_none_or(|only| *only == work);
    let (loops, generators) = (Subject::loops(), Subject::generators());
    println!("<!-- ANCHOR: machine -->\n{}", machine::describe(&loops));
    let mut results = Results::default();
    for round in 1..=rounds {
        eprintln!("round {round} of {rounds}");
        for (work, _) in Work::ALL.iter().filter(|w| is_asked_for(w.0)) {
            measure(&mut results, work, &loops)?;
        }
        if is_asked_for("generator") {
            measure(&mut results, "generator", &generators)?;
        }
    }
    println!("Load average after {rounds} rounds: {}.", machine::load());
    println!("<!-- ANCHOR_END: machine -->");
    let rust: Vec<_> = loops.iter().filter(|s| !s.is_python()).collect();
    let python: Vec<_> = loops.iter().filter(|s| s.is_in_second()).collect();
    let generators: Vec<_> = generators.iter().collect();
    for (name, rows, columns, base) in [
        ("rust", &LOOPS[..], rust, "tokio"),
        ("python", &LOOPS[..], python, "asyncio"),
        ("generators", &GENERATORS[..], generators, "by_hand"),
    ] {
        let table = results.markdown(rows, &columns, base);
        // The book's page includes each by its name.
        println!(
            "\n<!-- ANCHOR: {name} -->\n{table}<!-- ANCHOR_END: {name} -->"
        );
    }
    let has_targets = options.contains(&"--targets");
    let is_missed = has_targets && !targets::all_reached(&results);
    Ok(ExitCode::from(u8::from(is_missed)))
}

/// Everyone in turn, so that what slows the machine down slows all.
fn measure(
    results: &mut Results,
    work: &str,
    subjects: &[Subject],
) -> Result<(), Box<dyn Error>> {
    for subject in subjects.iter().filter(|s| s.can(work)) {
        let printed = runs::run(subject, work)
            .map_err(|error| format!("{} {work}: {error}", subject.name))?;
        results.add(work, &subject.name, printed);
    }
    Ok(())
}
