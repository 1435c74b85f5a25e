//! One call of rustc, unless its last program is still current: a program, or
//! rustc's words.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use super::{
    kept::{self, Inputs},
    kit::Kit,
    refused::refused,
    slot::Slot,
};
use crate::{checkout::Checkout, manifest::Exercise};

pub(crate) enum Compiled {
    /// The checks, ready to run.
    Binary(PathBuf),
    /// The subject is no Rust that these checks can use.
    Refused { errors: String },
    /// The compiler can't read the kit.
    StaleKit { errors: String },
}

/// Compiles this root and its subject in this slot, unless nothing has
/// changed since that was done last.
pub(super) fn compile(
    checkout: &Checkout,
    kit: &Kit,
    exercise: &Exercise,
    (root, subject): (&str, &Path),
    slot: &Slot,
) -> Result<Compiled> {
    let mut rustc = command(checkout, kit, exercise, slot);
    let inputs = Inputs::of(&rustc, kit, root, subject).ok();
    if inputs.as_ref().is_some_and(|inputs| inputs.made_what_is_in(slot)) {
        return Ok(Compiled::Binary(slot.binary()));
    }
    kept::forget(slot)
        .and_then(|()| fs::write(slot.root(), root))
        .with_context(|| {
            format!("{} can't be written", slot.root().display())
        })?;
    let output = rustc
        .output()
        .with_context(|| format!("{} can't be started", kit.rustc.display()))?;
    if !output.status.success() {
        return refused(output.status, &output.stderr);
    }
    // A save while rustc read: nobody knows which of the two it compiled.
    let after = Inputs::of(&rustc, kit, root, subject).ok();
    if let Some(inputs) = inputs.filter(|inputs| after.as_ref() == Some(inputs))
    {
        // Where no note can be left, the next verdict compiles again.
        let _ = inputs.keep(slot);
    }
    Ok(Compiled::Binary(slot.binary()))
}

fn command(
    checkout: &Checkout,
    kit: &Kit,
    exercise: &Exercise,
    slot: &Slot,
) -> Command {
    let mut rustc = base(checkout, kit, slot);
    rustc.arg("--test").arg("--crate-name").arg(exercise.target());
    // The learner's own paths, in errors and in panics.
    show_as(&mut rustc, checkout.root(), "");
    show_as(&mut rustc, &slot.root(), &exercise.checks());
    rustc
}

/// The call of rustc that makes this slot's program of its root, with the
/// kit's crates: all but its name and what its paths are shown as.
pub(crate) fn base(checkout: &Checkout, kit: &Kit, slot: &Slot) -> Command {
    let mut rustc = Command::new(&kit.rustc);
    rustc.current_dir(checkout.root());
    // A linker that is killed leaves its files there, and the slot's next
    // owner removes them.
    rustc.env("TMPDIR", slot.scratch());
    rustc.args(["--edition=2024", "--error-format=json"]);
    rustc.args(["-C", "debuginfo=0", "-C", "embed-bitcode=no"]);
    // A shared std saves a sixth of the compiler's time.
    rustc.args(["-C", "prefer-dynamic"]);
    rustc.arg("-C").arg(joined("incremental=", &slot.incremental(), ""));
    // A learner reads errors first, and sees warnings in the editor.
    rustc.args(["-A", "warnings"]);
    for lint in &kit.denied {
        rustc.arg("-D").arg(lint);
    }
    for folder in &kit.search {
        rustc.arg("-L").arg(joined("dependency=", folder, ""));
    }
    for (name, file) in &kit.externs {
        rustc.arg("--extern").arg(joined(&format!("{name}="), file, ""));
    }
    rustc.arg("--emit=link,dep-info");
    rustc.arg("-o").arg(slot.binary()).arg(slot.root());
    rustc
}

/// Has rustc speak of a file, or of all below a folder, by another path.
pub(crate) fn show_as(rustc: &mut Command, path: &Path, shown: &str) {
    let shown = format!("={shown}");
    rustc.arg("--remap-path-prefix").arg(joined("", path, &shown));
}

fn joined(before: &str, path: &Path, after: &str) -> OsString {
    let mut whole = OsString::from(before);
    whole.push(path);
    whole.push(after);
    whole
}
