//! From an edit to its verdict: the judge against bare `cargo test`, and
//! against rustlings where it is installed. All exercises at once: what is
//! unchanged against what was edited.
//!
//! `cargo bench --profile dev -p workbook --bench verdict`
//!
//! Works on a copy of the workbook. Rustlings is taken from `PATH`, or from
//! the variable `RUSTLINGS`. Exits with 1 when a target is missed.

#[path = "../../tests/copy/mod.rs"]
mod copy;
mod way;

use std::{
    fs,
    path::Path,
    process::{Command, ExitCode, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;
use workbook::{
    checkout::Checkout,
    judge::{Judge, Subject, answers, verdict::Ending},
    manifest::{Exercise, Manifest},
};

use way::{RUSTLING, Way, median, said, workbook};

/// Edits of each kind that are measured, after one that is not.
const ROUNDS: u32 = 15;

/// A `Countdown` that takes a lock twice.
const HANG: &str = "\
pub struct Countdown;

impl Countdown {
    pub fn new(_from: u32) -> Self {
        let lock = std::sync::Mutex::new(0);
        let _first = lock.lock();
        let _second = lock.lock();
        Self
    }
}

impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        None
    }
}
";

/// What must be reached, and whether it was.
#[derive(Default)]
struct Targets {
    missed: u32,
}

impl Targets {
    fn check(&mut self, what: &str, reached: f64, target: f64) {
        let is_missed = reached > target;
        self.missed += u32::from(is_missed);
        let mark = if is_missed { "MISSED" } else { "ok" };
        println!("{what}: {reached:.2}, target at most {target:.2}: {mark}");
    }
}

fn main() -> Result<ExitCode> {
    let folder = TempDir::new()?;
    let root = folder.path().join("workbook");
    let here = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    copy::copy(here, &root)?;
    let checkout = Checkout::at(root)?;
    let manifest = Manifest::load(&checkout)?;
    let rustlings = way::rustlings(folder.path())?;
    print_versions();
    let mut targets = Targets::default();
    edits(&checkout, &manifest, rustlings, &mut targets)?;
    all(&checkout, &manifest, &mut targets)?;
    hang(&checkout, &manifest, folder.path(), &mut targets)?;
    wrong_answers(&checkout, &manifest, &mut targets)?;
    Ok(ExitCode::from(u8::from(targets.missed > 0)))
}

fn print_versions() {
    for tool in ["rustc", "cargo"] {
        print!("{}", said(Command::new(tool).arg("--version")));
    }
    print!("{}", said(Command::new(workbook()).arg("--version")));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("{cores} cores, {ROUNDS} rounds, medians in seconds\n");
}

fn edits(
    checkout: &Checkout,
    manifest: &Manifest,
    mut rustlings: Option<Way>,
    targets: &mut Targets,
) -> Result<()> {
    let mut all = manifest
        .exercises()
        .map(|exercise| Ok((exercise, way::ways(checkout, exercise)?)))
        .collect::<Result<Vec<_>>>()?;
    for round in 0..=ROUNDS {
        for (_, ways) in &mut all {
            for way in ways {
                way.edit_and_judge(round)?;
            }
        }
        if let Some(way) = &mut rustlings {
            way.edit_and_judge(round)?;
        }
    }
    println!("{:28} {:>8} {:>10} ratio", "", "workbook", "cargo test");
    let mut ratios = Vec::new();
    for (exercise, [judge, cargo]) in &all {
        let (judge, cargo) = (judge.median(), cargo.median());
        ratios.push(judge / cargo);
        let ratio = judge / cargo;
        println!("{:28} {judge:8.3} {cargo:10.3} {ratio:.2}", exercise.key());
    }
    targets.check("of bare cargo test", median(ratios.into_iter()), 1.25);
    if let Some(way) = rustlings {
        let judge = median(all.iter().map(|(_, [judge, _])| judge.median()));
        println!("rustlings run {RUSTLING}: {:.3}", way.median());
        targets.check("of rustlings run", judge / way.median(), 0.75);
    }
    Ok(())
}

/// What `check all` takes after an edit of each answer, and after none: then
/// it compiles nothing.
fn all(
    checkout: &Checkout,
    manifest: &Manifest,
    targets: &mut Targets,
) -> Result<()> {
    let mut edited = Vec::new();
    let mut unchanged = Vec::new();
    for round in 0..=ROUNDS {
        for exercise in manifest.exercises() {
            let text = fs::read_to_string(checkout.path(exercise.solution()))?;
            let text = format!("{text}// Round {round}.\n");
            fs::write(checkout.path(exercise.subject()), text)?;
        }
        for took in [&mut edited, &mut unchanged] {
            let mut judge = Command::new(workbook());
            judge.args(["check", "all"]).current_dir(checkout.root());
            let start = Instant::now();
            let status = judge.stdout(Stdio::null()).status()?;
            took.push(start.elapsed().as_secs_f64());
            ensure!(status.success(), "a solution did not pass");
        }
    }
    // The first edit warms up.
    let [edited, unchanged] =
        [edited, unchanged].map(|took| median(took.into_iter().skip(1)));
    let each = edited / f64::from(u32::try_from(manifest.exercises().count())?);
    println!("check all: {edited:.2} s edited, {each:.2} s an exercise");
    println!("check all: {unchanged:.2} s unchanged");
    targets.check("unchanged, of edited", unchanged / edited, 0.25);
    Ok(())
}

/// How soon the judge tells of an answer that waits for ever.
fn hang(
    checkout: &Checkout,
    manifest: &Manifest,
    folder: &Path,
    targets: &mut Targets,
) -> Result<()> {
    let countdown = |e: &&Exercise| e.key() == "generators/countdown";
    let exercise = manifest.exercises().find(countdown);
    let exercise = exercise.context("no exercise generators/countdown")?;
    let path = folder.join("hang.rs");
    fs::write(&path, HANG)?;
    let judge = Judge::new(checkout);
    let mut told = Vec::new();
    for _ in 0..ROUNDS {
        let verdict = judge.judge(exercise, Subject::File(&path))?;
        let is_stalled = matches!(verdict.ending, Ending::Stalled { .. });
        ensure!(is_stalled, "a hang is not told: {verdict:?}");
        let slowest = verdict.checks.iter().map(|check| check.took).max();
        told.extend(slowest.map(|took| took.as_secs_f64()));
    }
    // Of each verdict the slowest check; the worst shows the machine's load.
    let worst = told.iter().copied().fold(0.0, f64::max);
    println!("a hang is told after {worst:.2} s at worst");
    targets.check("s to tell a hang", median(told.into_iter()), 0.6);
    Ok(())
}

/// What all answers cost, in processor time.
fn wrong_answers(
    checkout: &Checkout,
    manifest: &Manifest,
    targets: &mut Targets,
) -> Result<()> {
    let mut answers = 0_u32;
    for exercise in manifest.exercises() {
        let all = answers::of(checkout, exercise)?;
        answers += u32::try_from(all.len())?;
    }
    let Some(before) = children_time() else { return Ok(()) };
    let start = Instant::now();
    let mut judge = Command::new(workbook());
    judge.args(["dev", "answers"]).current_dir(checkout.root());
    let status = judge.stdout(Stdio::null()).status()?;
    ensure!(status.success(), "an answer did not get what it must");
    let took = start.elapsed().as_secs_f64();
    println!("{answers} answers judged in {took:.1} s");
    let spent = children_time().context("it was there before")? - before;
    targets.check("s of processor an answer", spent / f64::from(answers), 1.0);
    Ok(())
}

/// Processor time of all children that have ended, in seconds: Linux counts
/// it in hundredths.
fn children_time() -> Option<f64> {
    let about = fs::read_to_string("/proc/self/stat").ok()?;
    let fields = about.rsplit_once(')')?.1;
    let ticks = fields.split_whitespace().skip(13).take(2);
    let ticks: u32 = ticks.filter_map(|t| t.parse::<u32>().ok()).sum();
    Some(f64::from(ticks) / 100.0)
}
