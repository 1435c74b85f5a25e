//! `workbook run`: runs one of the book's listings.

use std::{
    env, fs,
    path::PathBuf,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use super::{
    Outcome,
    desk::{Desk, command},
};
use crate::{
    manifest::Listing,
    report::{self, Ink},
};

const EXAMPLES: &str = "\
Examples:
  cargo workbook run                 all listings
  cargo workbook run function        one of them
  cargo workbook run ch02/function   the same, in full
  cargo workbook run --timeline lazy_pipeline
                                     who ran when, below its output
  cargo workbook run together --set east=400
                                     with another value of its knob

The exit code is the listing's own.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// A listing, by its name or `ch02/name`; all are listed when left out.
    listing: Option<String>,
    /// Draws below the listing's output who ran when.
    #[arg(long, requires = "listing")]
    timeline: bool,
    /// Tells it in sentences, for a screen reader.
    #[arg(long, requires = "timeline")]
    words: bool,
    /// Turns a knob of the listing: its page names them and their values.
    #[arg(long, value_name = "KNOB=NUMBER", requires = "listing")]
    set: Vec<String>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Outcome> {
    let Some(typed) = &args.listing else {
        report::print(&index(desk))?;
        return Ok(Outcome::Done);
    };
    let listing = desk.names().listing(typed)?;
    if listing.nightly && args.timeline {
        bail!(
            "{key} records no timeline: it is a file of its own; \
             `cargo workbook run {key}` runs it",
            key = listing.key()
        );
    }
    let program = match listing.nightly {
        true => Command::new(compiled_by_nightly(desk, listing)?),
        false => through_cargo(desk, listing, args),
    };
    give_way_to(turned(program, listing, &args.set)?)
}

/// The program, with the listing's knobs turned.
fn turned(
    mut program: Command,
    listing: &Listing,
    settings: &[String],
) -> Result<Command> {
    for setting in settings {
        let (name, value) = setting.split_once('=').unwrap_or((setting, ""));
        let known = listing.knobs.iter().find(|knob| knob.name == name);
        let Some(knob) = known else {
            let names: Vec<_> =
                listing.knobs.iter().map(|knob| knob.name.as_str()).collect();
            let key = listing.key();
            match names.is_empty() {
                true => bail!("{key} has no knobs; run it without `--set`"),
                false => bail!(
                    "{key} has no knob `{name}`; it has {}",
                    names.join(", ")
                ),
            }
        };
        if value.parse::<u64>().is_err() {
            bail!(
                "`{setting}` sets no number; write `{name}={}`, for example",
                knob.default
            );
        }
        program.env(knob.variable(), value);
    }
    Ok(program)
}

/// All listings, with what each says of itself.
fn index(desk: &Desk) -> String {
    let keys: Vec<_> = desk.manifest.listings().map(Listing::key).collect();
    let width = keys.iter().map(String::len).max().unwrap_or(0);
    let mut text = String::new();
    for listing in desk.manifest.listings() {
        let path = desk.checkout.path(listing.path());
        let source = fs::read_to_string(path).unwrap_or_default();
        let shows = source.lines().next().unwrap_or_default();
        let shows = shows.trim_start_matches("//!").trim();
        let needs = if listing.nightly { " (nightly Rust)" } else { "" };
        let key = format!("{:width$}", listing.key());
        let cell = format!("{}  ", Ink::Code.on(key));
        text += &desk.look.row(&cell, &format!("{shows}{needs}"));
    }
    format!("{text}\n{}", desk.next_step(&command("run <listing>")))
}

fn through_cargo(desk: &Desk, listing: &Listing, args: &Args) -> Command {
    let cargo = env::var_os("CARGO").unwrap_or("cargo".into());
    let mut cargo = Command::new(cargo);
    cargo.args(["run", "--manifest-path"]);
    cargo.arg(desk.checkout.path("Cargo.toml"));
    let name = format!("listing{}", env::consts::EXE_SUFFIX);
    // The first build takes a while and shows how far it is.
    if desk.checkout.target().join("debug").join(name).is_file() {
        cargo.arg("--quiet");
    }
    cargo.args(["--bin", "listing", "--"]).arg(listing.key());
    if args.timeline {
        // The listing's own process draws: this one links no chapter, and
        // knows the terminal.
        cargo.arg(format!("--timeline={}", desk.look.width()));
        cargo.args(desk.look.symbol("", "--ascii").split_whitespace());
    }
    if args.words {
        cargo.arg("--words");
    }
    cargo
}

/// Compiles a listing that is a file of its own; where the program lies.
fn compiled_by_nightly(desk: &Desk, listing: &Listing) -> Result<PathBuf> {
    let key = listing.key();
    let mut probe = nightly();
    probe.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    if !probe.status().is_ok_and(|status| status.success()) {
        bail!(
            "{key} needs nightly Rust; `rustup toolchain install nightly` \
             brings it. What the listing prints stands in {}",
            listing.recording()
        );
    }
    let folder = desk.checkout.target().join("workbook/nightly");
    fs::create_dir_all(&folder)
        .with_context(|| format!("{} can't be written", folder.display()))?;
    let name = key.replace('/', "_");
    let program = folder.join(format!("{name}{}", env::consts::EXE_SUFFIX));
    // Under another name first: the program may be running elsewhere.
    let fresh = folder.join(format!("{name}-{}", std::process::id()));
    let status = nightly()
        .args(["--edition=2024", "-C", "debuginfo=0", "--crate-name", &name])
        .arg("-o")
        .arg(&fresh)
        .arg(desk.checkout.path(listing.path()))
        .status()
        .context("rustc can't be started; run `cargo workbook doctor`")?;
    anyhow::ensure!(
        status.success(),
        "{} does not compile on this nightly Rust; `rustup update nightly` \
         may help",
        listing.path()
    );
    fs::rename(&fresh, &program)
        .with_context(|| format!("{} can't be written", program.display()))?;
    Ok(program)
}

/// The nightly compiler, if rustup has one; it is never downloaded unasked.
fn nightly() -> Command {
    let mut rustc = Command::new("rustc");
    rustc.arg("+nightly").env("RUSTUP_AUTO_INSTALL", "0");
    rustc
}

/// Becomes that program: its exit code and its signals are then our own.
#[cfg(unix)]
fn give_way_to(mut program: Command) -> Result<Outcome> {
    use std::os::unix::process::CommandExt;
    let error = program.exec();
    Err(error).with_context(|| not_started(&program))
}

/// Waits for that program; Ctrl-C reaches it too.
#[cfg(not(unix))]
fn give_way_to(mut program: Command) -> Result<Outcome> {
    let status = program.status().with_context(|| not_started(&program))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(Outcome::Code(code.unwrap_or(2)))
}

fn not_started(program: &Command) -> String {
    let program = program.get_program().display();
    format!("{program} can't be started; run `cargo workbook doctor`")
}
