//! What the machine must have: Rust, a linker, room, a clock, git.

use std::{
    env,
    ffi::OsString,
    fs,
    process::Command,
    time::{Duration, SystemTime},
};

use super::Finding;
use crate::checkout::Checkout;

/// A first build of everything takes about this much, in MiB.
const BUILD: u64 = 1024;

/// A file's time may differ from the clock's by this much.
const SKEW: Duration = Duration::from_secs(5);

/// Which Rust runs here, and whether the workbook can use it.
pub(super) fn toolchain(checkout: &Checkout) -> Finding {
    const WHAT: &str = "rustc";
    let install = "install Rust from https://rustup.rs";
    let Some(said) = said_by(checkout, "RUSTC", "rustc", &["--version"]) else {
        return Finding::fault(WHAT, "it can't be started", install);
    };
    let needed = needed_version(checkout);
    let sysroot = said_by(checkout, "RUSTC", "rustc", &["--print", "sysroot"]);
    let place = sysroot.unwrap_or_else(|| "an unknown place".into());
    let runs = format!("{said}, of {place}");
    match (version(&said), needed.as_deref().and_then(version)) {
        (Some(has), Some(needs)) if has < needs => Finding::fault(
            WHAT,
            format!(
                "{runs}; the workbook needs {}.{} or later",
                needs.0, needs.1
            ),
            "rustup update",
        ),
        (None, _) => Finding::fault(WHAT, runs, install),
        _ => Finding::well(WHAT, runs),
    }
}

pub(super) fn cargo(checkout: &Checkout) -> Finding {
    const WHAT: &str = "cargo";
    let Some(said) = said_by(checkout, "CARGO", "cargo", &["--version"]) else {
        let install = "install Rust from https://rustup.rs";
        return Finding::fault(WHAT, "it can't be started", install);
    };
    let rustc = said_by(checkout, "RUSTC", "rustc", &["--version"]);
    if rustc.as_deref().and_then(version) != version(&said) {
        return Finding::note(
            WHAT,
            format!("{said}, which is of another release than rustc"),
            "let both come from rustup: `rustup which cargo rustc` tells",
        );
    }
    Finding::well(WHAT, said)
}

/// Compiles, links and runs an empty program.
pub(super) fn linker(_: &Checkout) -> Finding {
    const WHAT: &str = "linker";
    let install = if cfg!(target_os = "macos") {
        "xcode-select --install"
    } else if cfg!(windows) {
        "install the Visual Studio C++ build tools"
    } else {
        "install a C toolchain: `apt install gcc`, `dnf install gcc`"
    };
    let Ok(folder) = tempfile::tempdir() else {
        let said = "not tried: the folder for temporary files takes none";
        return Finding::fault(WHAT, said, "make room there, or set TMPDIR");
    };
    let source = folder.path().join("empty.rs");
    let program =
        folder.path().join("empty").with_extension(env::consts::EXE_EXTENSION);
    if let Err(error) = fs::write(&source, "fn main() {}") {
        let said = format!("not tried: {error}");
        return Finding::fault(WHAT, said, "make room, or set TMPDIR");
    }
    let built = Command::new(tool("RUSTC", "rustc"))
        .arg(&source)
        .arg("-o")
        .arg(&program)
        .output();
    match built {
        Ok(output) if output.status.success() => {}
        Ok(output) => {
            let words = String::from_utf8_lossy(&output.stderr);
            let first = words.lines().next().unwrap_or_default().to_owned();
            return Finding::fault(WHAT, first, install);
        }
        Err(error) => {
            return Finding::fault(WHAT, error.to_string(), install);
        }
    }
    match Command::new(&program).status() {
        Ok(status) if status.success() => {
            Finding::well(WHAT, "a program compiles, links and runs")
        }
        _ => Finding::fault(
            WHAT,
            "a program links but does not run",
            "let temporary files be executable, or set TMPDIR",
        ),
    }
}

/// Room for the builds.
#[cfg(unix)]
pub(super) fn disk(checkout: &Checkout) -> Finding {
    const WHAT: &str = "disk";
    let target = checkout.target();
    let place = if target.exists() { &target } else { checkout.root() };
    let about = match rustix::fs::statvfs(place) {
        Ok(about) => about,
        Err(error) => {
            let said = format!("{}: {error}", place.display());
            return Finding::note(
                WHAT,
                said,
                "see yourself that there is room",
            );
        }
    };
    let free = about.f_bavail.saturating_mul(about.f_frsize) >> 20;
    let said = format!("{free} MiB free at {}", place.display());
    let clean =
        "make room; `cargo clean` empties target/ and loses no progress";
    match free {
        0..64 => Finding::fault(WHAT, said, clean),
        64..BUILD if !target.join("debug").exists() => {
            let said = format!("{said}; a first build takes about {BUILD}");
            Finding::note(WHAT, said, clean)
        }
        _ => Finding::well(WHAT, said),
    }
}

#[cfg(not(unix))]
pub(super) fn disk(_: &Checkout) -> Finding {
    let said = format!("not measured here; a first build takes {BUILD} MiB");
    Finding::well("disk", said)
}

/// Cargo tells what to build by the times of files: a file of tomorrow, or a
/// disk with a clock of its own, gives verdicts on yesterday's text.
pub(super) fn clock(checkout: &Checkout) -> Finding {
    const WHAT: &str = "clock";
    let now = SystemTime::now();
    let modified = |path| fs::metadata(path).and_then(|about| about.modified());
    let manifest = modified(checkout.path("workbook.toml"));
    if manifest.is_ok_and(|time| time > now + SKEW) {
        return Finding::fault(
            WHAT,
            "workbook.toml is of the future by this machine's clock",
            "set the clock, then `touch` the files of this clone",
        );
    }
    let fresh = tempfile::NamedTempFile::new_in(checkout.target())
        .and_then(|file| modified(file.path().to_owned()));
    let apart = fresh.map(|time| {
        let ahead = time.duration_since(now).unwrap_or_default();
        now.duration_since(time).unwrap_or_default().max(ahead)
    });
    match apart {
        Ok(apart) if apart > SKEW => Finding::note(
            WHAT,
            format!("the disk's clock is {} s off", apart.as_secs()),
            "set both clocks, or put CARGO_TARGET_DIR on a local disk",
        ),
        _ => Finding::well(WHAT, "it agrees with the files' times"),
    }
}

/// Git keeps the stubs and checks as they were given.
pub(super) fn git(checkout: &Checkout) -> Finding {
    const WHAT: &str = "git";
    let inside = ["rev-parse", "--is-inside-work-tree"];
    let Some(said) = said_by(checkout, "GIT", "git", &["--version"]) else {
        return Finding::note(
            WHAT,
            "it can't be started; an edited stub can't be found again once \
             target/ is gone",
            "install git",
        );
    };
    if said_by(checkout, "GIT", "git", &inside).as_deref() != Some("true") {
        return Finding::note(
            WHAT,
            "this folder is no clone; an edited stub can't be found again \
             once target/ is gone",
            "`git clone` the workbook instead of unpacking an archive",
        );
    }
    Finding::well(WHAT, said)
}

fn tool(variable: &str, name: &str) -> OsString {
    env::var_os(variable).unwrap_or_else(|| name.into())
}

/// The first line that a program prints, if it ends well.
pub(super) fn said_by(
    checkout: &Checkout,
    variable: &str,
    name: &str,
    arguments: &[&str],
) -> Option<String> {
    let output = Command::new(tool(variable, name))
        .args(arguments)
        .current_dir(checkout.root())
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&output.stdout);
    let first = said.lines().next().unwrap_or_default().to_owned();
    output.status.success().then_some(first)
}

/// The `rust-version` of this workbook.
fn needed_version(checkout: &Checkout) -> Option<String> {
    let text = fs::read_to_string(checkout.path("Cargo.toml")).ok()?;
    let table: toml::Table = text.parse().ok()?;
    let package = table.get("workspace")?.get("package")?;
    Some(package.get("rust-version")?.as_str()?.to_owned())
}

/// The first two numbers: of `rustc 1.95.0 (5980 ...)`, or of `1.95`.
fn version(said: &str) -> Option<(u32, u32)> {
    let digits = said.find(|c: char| c.is_ascii_digit())?;
    let mut parts = said[digits..].split(['.', ' ', '-']);
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn versions_are_read_as_tools_say_them() {
        assert_eq!(version("rustc 1.95.0 (59807616e 2026)"), Some((1, 95)));
        assert_eq!(version("cargo 1.97.0-nightly (a)"), Some((1, 97)));
        assert_eq!(version("1.95"), Some((1, 95)));
        assert_eq!(version("no version"), None);
    }
}
