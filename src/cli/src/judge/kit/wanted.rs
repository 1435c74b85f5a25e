//! Which of the crates that Cargo built a program may name.

use std::fs;

use anyhow::{Context, Result};

use super::Package;
use crate::checkout::Checkout;

/// How a manifest names all systems that judge and serve.
const NATIVE: &str = "cfg(not(target_family = \"wasm\"))";

/// A crate that a check may name.
pub(super) struct Wanted {
    /// As Rust names it.
    pub(super) name: String,
    /// As Cargo names its package.
    package: String,
    /// What its version starts with, where two versions are built.
    version: String,
    /// Whether it is the package's own library.
    is_own: bool,
}

impl Wanted {
    /// Whether this is it: `registry+https://...#tokio@1.2.3`, or
    /// `path+file:///.../exercises#0.1.0` with the target `kit`.
    pub(super) fn is(&self, package_id: &str, target: &str) -> bool {
        if self.is_own {
            return target == self.name && package_id.starts_with("path+");
        }
        let (place, id) = package_id.rsplit_once('#').unwrap_or_default();
        let folder = place.rsplit('/').next().unwrap_or_default();
        let (package, version) = id.split_once('@').unwrap_or((folder, id));
        package == self.package && version.starts_with(&self.version)
    }
}

/// The package's library and each of its direct dependencies.
pub(super) fn wanted(manifest: &toml::Table, library: &str) -> Vec<Wanted> {
    let own = Wanted {
        name: library.into(),
        package: String::new(),
        version: String::new(),
        is_own: true,
    };
    let others = dependencies(manifest).map(|(key, value)| {
        let field = |field| value.get(field).and_then(|v| v.as_str());
        let version = value.as_str().or(field("version")).unwrap_or_default();
        Wanted {
            name: key.replace('-', "_"),
            package: field("package").unwrap_or(key).to_owned(),
            version: version.trim_start_matches(['=', '^', '~']).to_owned(),
            is_own: false,
        }
    });
    std::iter::once(own).chain(others).collect()
}

/// Those for all systems, and those for all but WebAssembly's.
fn dependencies(
    manifest: &toml::Table,
) -> impl Iterator<Item = (&String, &toml::Value)> {
    let target = manifest.get("target").and_then(|all| all.get(NATIVE));
    let native = target.and_then(|target| target.get("dependencies"));
    let tables = [manifest.get("dependencies"), native];
    tables.into_iter().flatten().filter_map(|d| d.as_table()).flatten()
}

/// Lints that the manifest denies.
pub(super) fn denied_lints(manifest: &toml::Table) -> Vec<String> {
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

/// The package's manifest.
pub(super) fn read_manifest(
    checkout: &Checkout,
    package: &Package,
) -> Result<toml::Table> {
    let path = package.manifest;
    let text = fs::read_to_string(checkout.path(path))
        .with_context(|| format!("{path} can't be read"))?;
    text.parse().with_context(|| format!("{path} can't be read"))
}
