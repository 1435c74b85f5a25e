//! Tells whether what a build hangs on has changed, without asking Cargo.

use std::{
    env,
    fmt::Write,
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
    let rustup = env::var_os("RUSTUP_HOME").map(PathBuf::from);
    let home = || Some(env::home_dir()?.join(".rustup"));
    files.extend(rustup.or_else(home).map(|r| r.join("settings.toml")));
    files
}

/// Changes when one of these files does, or the toolchain asked for.
pub(super) fn of(watched: &[PathBuf]) -> String {
    let mut facts = String::new();
    for name in ["RUSTUP_TOOLCHAIN", "RUSTC"] {
        let value = env::var_os(name);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_changes_with_a_file_and_with_a_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let watched = [folder.path().to_owned()];
        let file = folder.path().join("lib.rs");
        fs::write(&file, "one").unwrap();
        let first = of(&watched);
        assert_eq!(first, of(&watched));
        fs::write(&file, "three").unwrap();
        let second = of(&watched);
        assert_ne!(first, second);
        fs::write(folder.path().join("new.rs"), "").unwrap();
        assert_ne!(second, of(&watched));
    }
}
