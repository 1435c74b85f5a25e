//! What a check links: the kit and the crates that answers may use.
//!
//! Cargo builds them. To ask Cargo each time would cost a third of a verdict,
//! so what it said is kept with a stamp of all that it depends on.

use std::{
    ffi::OsString,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use super::stamp;
use crate::checkout::Checkout;

/// Says what the crates are that Cargo built: one line of its JSON.
#[derive(Deserialize)]
struct Message {
    reason: String,
    package_id: Option<String>,
    manifest_path: Option<PathBuf>,
    target: Option<Target>,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    src_path: PathBuf,
}

/// All that rustc needs besides the subject.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Kit {
    /// Of `watched`, when Cargo was asked.
    stamp: String,
    /// Files, and folders of sources, that a new build hangs on.
    watched: Vec<PathBuf>,
    pub(super) rustc: PathBuf,
    /// Where the toolchain keeps the shared library of std.
    pub(super) libraries: PathBuf,
    /// Where rustc looks for the crates that crates use.
    pub(super) search: Vec<PathBuf>,
    /// What a check may name, and the file that it lies in.
    pub(super) externs: Vec<(String, PathBuf)>,
    /// Lints that the package `exercises` denies.
    pub(super) denied: Vec<String>,
}

impl Kit {
    /// The kit as its sources are now: the one that is kept, or a new build.
    pub(super) fn current(checkout: &Checkout) -> Result<Self> {
        match Self::kept(checkout) {
            Some(kit) => Ok(kit),
            None => Self::build(checkout),
        }
    }

    /// The kit that was kept, if nothing that it hangs on has changed.
    pub(super) fn kept(checkout: &Checkout) -> Option<Self> {
        let text = fs::read_to_string(kept_at(checkout)).ok()?;
        let kit: Self = serde_json::from_str(&text).ok()?;
        (kit.stamp == stamp::of(&kit.watched)).then_some(kit)
    }

    /// Changes with the toolchain, and with each crate that is linked.
    pub(super) fn stamp(&self) -> &str {
        &self.stamp
    }

    /// Has Cargo build the kit, and keeps what it said.
    pub(super) fn build(checkout: &Checkout) -> Result<Self> {
        let built = cargo_build(checkout)?;
        let (sysroot, libraries) = toolchain(checkout)?;
        let manifest = exercises_manifest(checkout)?;
        let mut kit = Self {
            stamp: String::new(),
            watched: stamp::toolchain_files(checkout),
            rustc: rustc_of(&sysroot),
            libraries,
            search: Vec::new(),
            externs: Vec::new(),
            denied: denied_lints(&manifest),
        };
        let wanted = wanted(&manifest);
        for line in built.lines() {
            let Ok(message) = serde_json::from_str::<Message>(line) else {
                continue;
            };
            kit.take(message, checkout, &wanted);
        }
        let has = |name: &str| kit.externs.iter().any(|(n, _)| n == name);
        for Wanted { name, .. } in &wanted {
            ensure!(has(name), "Cargo built the kit, but no crate `{name}`");
        }
        kit.watched.push(kit.rustc.clone());
        kit.watched.extend(kit.externs.iter().map(|(_, file)| file.clone()));
        kit.stamp = stamp::of(&kit.watched);
        kit.keep(checkout)?;
        Ok(kit)
    }

    /// Takes what one line of Cargo's JSON says.
    fn take(&mut self, said: Message, checkout: &Checkout, wanted: &[Wanted]) {
        let Some(target) = said.target else { return };
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
    fn keep(&self, checkout: &Checkout) -> Result<()> {
        let path = kept_at(checkout);
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

fn kept_at(checkout: &Checkout) -> PathBuf {
    checkout.target().join("workbook/kit.json")
}

/// A crate that a check may name.
struct Wanted {
    /// As Rust names it.
    name: String,
    /// As Cargo names its package.
    package: String,
    /// What its version starts with, where two versions are built.
    version: String,
}

impl Wanted {
    /// Whether this is it: `registry+https://...#tokio@1.2.3`, or
    /// `path+file:///.../exercises#0.1.0` with the target `kit`.
    fn is(&self, package_id: &str, target: &str) -> bool {
        if self.package == "kit" {
            return target == "kit" && package_id.starts_with("path+");
        }
        let (place, id) = package_id.rsplit_once('#').unwrap_or_default();
        let folder = place.rsplit('/').next().unwrap_or_default();
        let (package, version) = id.split_once('@').unwrap_or((folder, id));
        package == self.package && version.starts_with(&self.version)
    }
}

/// The kit and each direct dependency of the package `exercises`.
fn wanted(manifest: &toml::Table) -> Vec<Wanted> {
    let kit = Wanted {
        name: "kit".into(),
        package: "kit".into(),
        version: String::new(),
    };
    let dependencies = manifest.get("dependencies").and_then(|d| d.as_table());
    let others = dependencies.into_iter().flatten().map(|(key, value)| {
        let field = |field| value.get(field).and_then(|v| v.as_str());
        let version = value.as_str().or(field("version")).unwrap_or_default();
        Wanted {
            name: key.replace('-', "_"),
            package: field("package").unwrap_or(key).to_owned(),
            version: version.trim_start_matches(['=', '^', '~']).to_owned(),
        }
    });
    std::iter::once(kit).chain(others).collect()
}

fn denied_lints(manifest: &toml::Table) -> Vec<String> {
    let lints = manifest.get("lints").and_then(|lints| lints.get("rust"));
    let lints = lints.and_then(|rust| rust.as_table());
    let denied = |value: &toml::Value| {
        let level = value.get("level").unwrap_or(value).as_str();
        matches!(level, Some("deny" | "forbid"))
    };
    lints
        .into_iter()
        .flatten()
        .filter(|(_, level)| denied(level))
        .map(|(name, _)| name.clone())
        .collect()
}

fn exercises_manifest(checkout: &Checkout) -> Result<toml::Table> {
    let path = "exercises/Cargo.toml";
    let text = fs::read_to_string(checkout.path(path))
        .with_context(|| format!("{path} can't be read"))?;
    text.parse().with_context(|| format!("{path} can't be read"))
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

/// Builds what the checks link, as Cargo's own JSON tells it.
fn cargo_build(checkout: &Checkout) -> Result<String> {
    let mut cargo = Command::new(tool("CARGO", "cargo"));
    cargo
        .args(["build", "--quiet", "--package", "exercises", "--lib"])
        .arg("--message-format=json-render-diagnostics");
    // A verdict does not hang on who asks for it.
    for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET"] {
        cargo.env_remove(name);
    }
    let output = output_of(cargo, checkout)?;
    ensure!(
        output.status.success(),
        "the crates that the checks use can't be built; run `cargo build \
         --package exercises --lib`\n{}",
        String::from_utf8_lossy(&output.stderr).trim_end()
    );
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
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
