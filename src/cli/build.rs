//! Keeps a copy of each sealed file inside the binary: see `src/sealed.rs`.

use std::{env, fmt::Write, fs, path::Path, process::Command};

fn main() {
    let root = Path::new("../..");
    let seals = root.join("exercises/sealed.txt");
    println!("cargo::rerun-if-changed={}", seals.display());
    let copies = env::var("OUT_DIR").expect("Cargo names a folder");
    let copies = Path::new(&copies);
    let seals = fs::read_to_string(&seals).unwrap_or_else(|error| {
        panic!("exercises/sealed.txt can't be read: {error}")
    });
    let mut table = String::from(
        "/// All sealed files.\npub const FILES: &[Sealed] = &[\n",
    );
    for line in seals.lines().filter(|line| !line.starts_with('#')) {
        let Some((blob, path)) = line.split_once("  ") else {
            panic!("exercises/sealed.txt: `{line}` is no name and path");
        };
        let copy = copies.join(blob);
        let text = match pristine(root, &copy, blob, path) {
            Some(text) => {
                fs::write(&copy, text).expect("the build folder is writable");
                format!("Some(include_str!({copy:?}))")
            }
            None => {
                println!(
                    "cargo::warning={path} was edited before this build and git has no copy of it: its seal is broken"
                );
                "None".to_owned()
            }
        };
        writeln!(
            table,
            "    Sealed {{ path: {path:?}, blob: {blob:?}, text: {text} }},"
        )
        .expect("a string takes all");
    }
    table.push_str("];\n");
    fs::write(copies.join("sealed_files.rs"), table)
        .expect("the build folder is writable");
}

/// The content that git names `blob`: from disk, from the last build, or
/// from git's store.
fn pristine(
    root: &Path,
    copy: &Path,
    blob: &str,
    path: &str,
) -> Option<String> {
    let at = |path: &Path| fs::read_to_string(path).ok();
    at(&root.join(path))
        .filter(|text| blob_name(text) == blob)
        .or_else(|| at(copy).filter(|text| blob_name(text) == blob))
        .or_else(|| from_git(root, blob).filter(|text| blob_name(text) == blob))
        .map(|text| text.replace("\r\n", "\n"))
}

fn from_git(root: &Path, blob: &str) -> Option<String> {
    let output = Command::new("git")
        .args(["cat-file", "blob", blob])
        .current_dir(root)
        .output()
        .ok()?;
    String::from_utf8(output.stdout).ok()
}

fn blob_name(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut sha = sha1_smol::Sha1::new();
    sha.update(format!("blob {}\0", text.len()).as_bytes());
    sha.update(text.as_bytes());
    sha.digest().to_string()
}
