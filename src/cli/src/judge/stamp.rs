//! Whether the kit is still what its sources make: a stamp of their facts.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use crate::checkout::Checkout;

/// What decides which toolchain and which crates are taken.
pub(super) fn toolchain_files(checkout: &Checkout) -> Vec<PathBuf> {
    let files = [
        "Cargo.toml",
        "Cargo.lock",
        ".cargo/config.toml",
        "rust-toolchain",
        "rust-toolchain.toml",
    ];
    let mut files: Vec<_> = files.map(|file| checkout.path(file)).into();
    let rustup = std::env::var_os("RUSTUP_HOME").map(PathBuf::from);
    let home = || Some(std::env::home_dir()?.join(".rustup"));
    files.extend(rustup.or_else(home).map(|r| r.join("settings.toml")));
    files
}

/// Changes when one of these files does, or the toolchain asked for.
pub(super) fn stamp(watched: &[PathBuf]) -> String {
    let mut facts = String::new();
    for name in ["RUSTUP_TOOLCHAIN", "RUSTC"] {
        let value = std::env::var_os(name);
        writeln!(facts, "{name} {value:?}").expect("a string takes all");
    }
    for path in watched {
        add_facts(path, &mut facts);
    }
    sha1_smol::Sha1::from(facts).digest().to_string()
}

fn add_facts(path: &Path, facts: &mut String) {
    let Ok(about) = fs::metadata(path) else { return };
    if about.is_dir() {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        let mut inside: Vec<_> = entries.map(|entry| entry.path()).collect();
        inside.sort();
        return inside.iter().for_each(|path| add_facts(path, facts));
    }
    let time = about.modified().ok();
    writeln!(facts, "{} {} {time:?}", path.display(), about.len())
        .expect("a string takes all");
}
