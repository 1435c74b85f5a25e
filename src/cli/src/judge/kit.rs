//! What a program links that is compiled here without Cargo: for a check, the
//! kit and the crates that answers may use; for a changed listing, those that
//! listings may use.
//!
//! Cargo builds them. To ask Cargo each time would cost a third of a verdict,
//! so what it said is kept with a stamp of all that it depends on.

mod wanted;

use std::{
    error::Error,
    ffi::OsString,
    fmt, fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use super::stamp;
use crate::checkout::Checkout;
use wanted::{Wanted, denied_lints, read_manifest, wanted};

/// Whose crates they are, and how Cargo is asked for them.
#[derive(Debug)]
pub(crate) struct Package {
    /// Where its manifest lies in the checkout.
    pub(crate) manifest: &'static str,
    /// Its library, which is one of the crates.
    pub(crate) library: &'static str,
    /// What Cargo is to build.
    pub(crate) build: &'static [&'static str],
    /// Where it is noted what Cargo said, below the target folder.
    pub(crate) note: &'static str,
}

/// The exercises: what a check links.
pub(super) const EXERCISES: Package = Package {
    manifest: "exercises/Cargo.toml",
    library: "kit",
    build: &["--package", "exercises", "--lib"],
    note: "workbook/kit.json",
};

/// Says what the crates are that Cargo built: one line of its JSON.
#[derive(Deserialize)]
struct Message {
    reason: String,
    package_id: Option<String>,
    manifest_path: Option<PathBuf>,
    target: Option<Target>,
    executable: Option<PathBuf>,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    src_path: PathBuf,
}

/// All that rustc needs besides the subject.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Kit {
    /// Of `watched`, when Cargo was asked.
    stamp: String,
    /// Files, and folders of sources, that a new build hangs on.
    watched: Vec<PathBuf>,
    pub(super) rustc: PathBuf,
    /// Where the toolchain keeps the shared library of std.
    libraries: PathBuf,
    /// Where rustc looks for the crates that crates use.
    pub(super) search: Vec<PathBuf>,
    /// What a check may name, and the file that it lies in.
    pub(super) externs: Vec<(String, PathBuf)>,
    /// Lints that the package denies.
    pub(super) denied: Vec<String>,
    /// The package's own program, if Cargo was asked for one.
    program: Option<PathBuf>,
}

/// Cargo could not build the kit.
#[derive(Debug)]
pub(crate) struct Unbuilt {
    /// That, and the way out.
    pub(crate) why: String,
    /// Cargo's own.
    words: String,
}

impl fmt::Display for Unbuilt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.why, self.words)
    }
}

impl Error for Unbuilt {}

impl Kit {
    /// The kit as its sources are now: the one that is kept, or a new build.
    pub(super) fn current(
        checkout: &Checkout,
        package: &Package,
    ) -> Result<Self> {
        match Self::kept(checkout, package) {
            Some(kit) => Ok(kit),
            None => Self::build(checkout, package),
        }
    }

    /// The kit that was kept, if nothing that it hangs on has changed.
    pub(crate) fn kept(checkout: &Checkout, package: &Package) -> Option<Self> {
        let note = checkout.target().join(package.note);
        let kit: Self =
            serde_json::from_str(&fs::read_to_string(note).ok()?).ok()?;
        (kit.stamp == stamp::of(&kit.watched)).then_some(kit)
    }

    /// Changes with the toolchain, and with each crate that is linked.
    pub(super) fn stamp(&self) -> &str {
        &self.stamp
    }

    /// Where the toolchain keeps the shared library of std.
    pub(crate) fn libraries(&self) -> &Path {
        &self.libraries
    }

    /// The package's own program.
    pub(crate) fn program(&self) -> Option<&Path> {
        self.program.as_deref()
    }

    /// Has Cargo build the kit, and keeps what it said.
    pub(super) fn build(
        checkout: &Checkout,
        package: &Package,
    ) -> Result<Self> {
        let mut cargo = cargo(checkout, package);
        cargo.arg("--quiet");
        let output = output_of(cargo, checkout)?;
        let words = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            let way_out = way_out(&words, package);
            return Err(Unbuilt {
                why: format!(
                    "the crates that the checks use can't be built; {way_out}"
                ),
                words: words.trim_end().to_owned(),
            }
            .into());
        }
        let said = String::from_utf8_lossy(&output.stdout);
        Self::as_built(checkout, package, &said)
    }

    /// The kit that Cargo has built, as its JSON tells it; keeps that.
    pub(crate) fn as_built(
        checkout: &Checkout,
        package: &Package,
        said: &str,
    ) -> Result<Self> {
        let (sysroot, libraries) = toolchain(checkout)?;
        let manifest = read_manifest(checkout, package)?;
        let mut kit = Self {
            stamp: String::new(),
            watched: stamp::toolchain_files(checkout),
            rustc: rustc_of(&sysroot),
            libraries,
            search: Vec::new(),
            externs: Vec::new(),
            denied: denied_lints(&manifest),
            program: None,
        };
        let wanted = wanted(&manifest, package.library);
        for line in said.lines() {
            let Ok(message) = serde_json::from_str::<Message>(line) else {
                continue;
            };
            kit.take(message, checkout, &wanted);
        }
        let has = |name: &str| kit.externs.iter().any(|(n, _)| n == name);
        for Wanted { name, .. } in &wanted {
            ensure!(has(name), "Cargo built no crate `{name}`");
        }
        kit.watched.push(kit.rustc.clone());
        kit.watched.extend(kit.program.clone());
        kit.watched.extend(kit.externs.iter().map(|(_, file)| file.clone()));
        kit.stamp = stamp::of(&kit.watched);
        kit.keep(checkout, package)?;
        Ok(kit)
    }

    /// Takes what one line of Cargo's JSON says.
    fn take(&mut self, said: Message, checkout: &Checkout, wanted: &[Wanted]) {
        let Some(target) = said.target else { return };
        if said.executable.is_some() {
            self.program = said.executable;
            return;
        }
        let file = said.filenames.iter().find_map(|file| library(file));
        let (true, Some(file)) = (said.reason == "compiler-artifact", file)
        else {
            return;
        };
        let folder = file.parent().expect("a file has a folder").to_owned();
        if !self.search.contains(&folder) {
            self.search.push(folder);
        }
        let manifest = said.manifest_path.unwrap_or_default();
        if manifest.starts_with(checkout.root()) {
            self.watched.extend(target.src_path.parent().map(Path::to_owned));
            self.watched.push(manifest);
        }
        let package = said.package_id.unwrap_or_default();
        let named = wanted.iter().find(|w| w.is(&package, &target.name));
        if let Some(wanted) = named {
            self.externs.push((wanted.name.clone(), file));
        }
    }

    /// Writes it where [`Kit::kept`] looks, whole or not at all.
    fn keep(&self, checkout: &Checkout, package: &Package) -> Result<()> {
        let path = checkout.target().join(package.note);
        let folder = path.parent().expect("a file has a folder");
        let text = serde_json::to_string_pretty(self)
            .context("a path of the toolchain is no UTF-8")?;
        fs::create_dir_all(folder)
            .and_then(|()| tempfile::NamedTempFile::new_in(folder))
            .and_then(|mut file| {
                file.write_all(text.as_bytes())?;
                file.persist(&path).map_err(|error| error.error)
            })
            .with_context(|| format!("{} can't be written", path.display()))?;
        Ok(())
    }
}

/// What a learner can do about a build that failed with these words.
fn way_out(words: &str, package: &Package) -> String {
    let network = ["failed to download", "offline", "network"];
    match network.iter().any(|sign| words.contains(sign)) {
        true => "run `cargo fetch` once, with a network".to_owned(),
        false => format!("run `cargo build {}`", package.build.join(" ")),
    }
}

/// The library's own file, not the copy that Cargo makes for people: a build
/// with other features replaces that one.
fn library(file: &Path) -> Option<PathBuf> {
    let extension = file.extension()?.to_str()?;
    let deps = file.parent()?.file_name()? == "deps";
    match extension {
        "rmeta" => Some(file.with_extension("rlib")).filter(|f| f.is_file()),
        "rlib" | "so" | "dylib" | "dll" if deps => Some(file.to_owned()),
        _ => None,
    }
}

/// The call of Cargo that builds what the package needs, and tells what it
/// built as JSON.
pub(crate) fn cargo(checkout: &Checkout, package: &Package) -> Command {
    let mut cargo = Command::new(tool("CARGO", "cargo"));
    cargo.current_dir(checkout.root()).arg("build").args(package.build);
    cargo.arg("--message-format=json-render-diagnostics");
    // A verdict does not hang on who asks for it.
    for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET"] {
        cargo.env_remove(name);
    }
    cargo
}

/// The toolchain's folder, and that of its libraries for this system.
fn toolchain(checkout: &Checkout) -> Result<(PathBuf, PathBuf)> {
    let mut rustc = Command::new(tool("RUSTC", "rustc"));
    rustc.args(["--print", "sysroot", "--print", "target-libdir"]);
    let output = output_of(rustc, checkout)?;
    let said = String::from_utf8_lossy(&output.stdout);
    let mut lines = said.lines().map(PathBuf::from);
    let found = lines.next().zip(lines.next());
    found.context("rustc does not say where its libraries are; reinstall it")
}

/// The compiler itself: rustup's stand-in costs some milliseconds a call.
fn rustc_of(sysroot: &Path) -> PathBuf {
    let name = format!("rustc{}", std::env::consts::EXE_SUFFIX);
    let rustc = sysroot.join("bin").join(name);
    if rustc.is_file() { rustc } else { tool("RUSTC", "rustc").into() }
}

fn tool(variable: &str, name: &str) -> OsString {
    std::env::var_os(variable).unwrap_or_else(|| name.into())
}

fn output_of(mut tool: Command, checkout: &Checkout) -> Result<Output> {
    tool.current_dir(checkout.root()).output().with_context(|| {
        format!(
            "{} can't be started; install Rust from https://rustup.rs",
            tool.get_program().display()
        )
    })
}
