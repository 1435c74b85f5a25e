//! What the clone must have: its crates, its manifest, its sealed files.

use std::{fs, io, path::Path, process::Command};

use super::{Finding, machine::said_by};
use crate::{checkout::Checkout, manifest::Manifest, sealed};

/// Whether everything can be built without a network.
pub(super) fn offline(checkout: &Checkout) -> Finding {
    const WHAT: &str = "offline";
    let fetch = "`cargo fetch`, while there is a network";
    let host = said_by(checkout, "RUSTC", "rustc", &["--print", "host-tuple"]);
    let mut cargo =
        Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.args(["fetch", "--offline", "--locked", "--quiet"]);
    if let Some(host) = host {
        cargo.args(["--target", &host]);
    }
    match cargo.current_dir(checkout.root()).output() {
        Ok(output) if output.status.success() => {
            Finding::well(WHAT, "every crate is at hand")
        }
        Ok(output) => {
            let words = String::from_utf8_lossy(&output.stderr);
            let first = words.lines().next().unwrap_or_default();
            let first = first.trim_start_matches("error: ");
            let said = format!("it would not build without a network: {first}");
            Finding::note(WHAT, said, fetch)
        }
        Err(error) => Finding::note(WHAT, format!("not tried: {error}"), fetch),
    }
}

/// Whether builds, progress and answers can be written.
pub(super) fn write_access(checkout: &Checkout) -> Finding {
    const WHAT: &str = "write access";
    let target = checkout.target();
    let keep = checkout.keep();
    let exercises = checkout.path("exercises");
    let places: [(&Path, bool); 3] =
        [(&target, true), (&keep, true), (&exercises, false)];
    let mut refused = Vec::new();
    for (place, may_make) in places {
        if let Err(error) = try_writing(place, may_make) {
            refused.push(format!("{}: {error}", place.display()));
        }
    }
    if refused.is_empty() {
        let said = "target/, .workbook/ and exercises/ can be written";
        return Finding::well(WHAT, said);
    }
    Finding::fault(
        WHAT,
        refused.join("; "),
        "give yourself write access there, or clone to a folder of your own; \
         CARGO_TARGET_DIR puts the builds elsewhere",
    )
}

fn try_writing(folder: &Path, may_make: bool) -> io::Result<()> {
    if may_make {
        fs::create_dir_all(folder)?;
    }
    let probe = folder.join(format!(".probe-{}", std::process::id()));
    fs::File::create_new(&probe)?;
    fs::remove_file(probe)
}

pub(super) fn manifest(checkout: &Checkout) -> Finding {
    const WHAT: &str = "workbook.toml";
    let mend = "mend that line, or `git restore workbook.toml`";
    match Manifest::load(checkout) {
        Ok(manifest) => {
            let exercises = manifest.exercises().count();
            let listings = manifest.listings().count();
            let said = format!("{exercises} exercises, {listings} listings");
            Finding::well(WHAT, said)
        }
        Err(error) => Finding::fault(WHAT, format!("{error:#}"), mend),
    }
}

/// Whether stubs and checks are as they were given.
pub(super) fn seals(checkout: &Checkout) -> Finding {
    const WHAT: &str = "sealed files";
    let all = sealed::FILES;
    let lost: Vec<_> = paths(all.iter().filter(|file| file.text.is_none()));
    if !lost.is_empty() {
        return Finding::fault(
            WHAT,
            format!(
                "edited before the build, and not found: {}",
                lost.join(", ")
            ),
            "`git restore` them in a clone with its history, and build again",
        );
    }
    // Learners edit stubs; who edits checks should know that it is vain.
    let is_edited_check = |file: &&sealed::Sealed| {
        file.path.ends_with("_test.rs")
            && !sealed::is_untouched(file, checkout.root())
    };
    let edited = paths(all.iter().filter(is_edited_check));
    if !edited.is_empty() {
        return Finding::note(
            WHAT,
            format!(
                "edited, though verdicts come from the checks as they were: \
                 {}",
                edited.join(", ")
            ),
            format!("git restore {}", edited.join(" ")),
        );
    }
    let unsealed: Vec<_> = unsealed(checkout);
    if !unsealed.is_empty() {
        return Finding::fault(
            WHAT,
            format!("not sealed: {}", unsealed.join(", ")),
            "`cargo workbook dev seal`, then build again",
        );
    }
    Finding::well(WHAT, format!("all {} are at hand", all.len()))
}

fn paths<'a>(
    files: impl Iterator<Item = &'a sealed::Sealed>,
) -> Vec<&'static str> {
    files.map(|file| file.path).collect()
}

/// Files of the manifest's exercises that this binary does not know.
fn unsealed(checkout: &Checkout) -> Vec<String> {
    let Ok(manifest) = Manifest::load(checkout) else { return Vec::new() };
    manifest
        .exercises()
        .flat_map(|exercise| [exercise.subject(), exercise.checks()])
        .filter(|path| sealed::find(path).is_none())
        .collect()
}
