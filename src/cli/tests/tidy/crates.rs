//! What others wrote: few crates, and each under a licence that lets anyone
//! pass the workbook on.

use std::{collections::HashSet, env, process::Command};

use serde_json::Value;

use super::tree::{Fault, Mode, Tree, fault, line_of};

/// The licences that a crate may be used under: a closed list.
const LICENCES: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC-BY-4.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// How many crates a cold build of a package may compile, and what counts.
const BOUNDS: [(&str, &str, usize, bool); 2] = [
    ("workbook", "src/cli/Cargo.toml", 200, false),
    // The checks are tests, so that what tests need counts too.
    ("exercises", "exercises/Cargo.toml", 30, true),
];

const LOCK: &str = "Cargo.lock";

/// The command line is at most 200 crates, an exercise at most 30, and all
/// licences are on the list.
pub(crate) fn light_and_free(tree: &Tree) -> Vec<Fault> {
    let metadata = match metadata(tree) {
        Ok(metadata) => metadata,
        Err(error) => {
            let what = format!("`cargo metadata` fails: {error}");
            return vec![fault(LOCK, 1, what, "run `cargo fetch --locked`")];
        }
    };
    let mut faults = unfree(&metadata, &tree.text(LOCK));
    faults.extend(heavy(&metadata));
    faults
}

/// What Cargo knows of all crates: in a learner's clone of those that this
/// machine builds, else of those for other systems too.
fn metadata(tree: &Tree) -> Result<Value, String> {
    let cargo = env::var("CARGO").expect("Cargo runs this");
    let mut command = Command::new(cargo);
    command.args(["metadata", "--format-version", "1", "--locked"]);
    if tree.mode == Mode::Learner {
        let mut host = Command::new("rustc");
        let host = host.args(["--print", "host-tuple"]).output();
        let host = host.map_err(|error| error.to_string())?.stdout;
        let host = String::from_utf8_lossy(&host);
        command.args(["--offline", "--filter-platform", host.trim()]);
    }
    let output = command.current_dir(&tree.root).output();
    let output = output.map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())
}

fn packages(metadata: &Value) -> impl Iterator<Item = &Value> {
    metadata["packages"].as_array().into_iter().flatten()
}

fn unfree(metadata: &Value, lock: &str) -> Vec<Fault> {
    let foreign = packages(metadata).filter(|p| !is_free(&p["license"]));
    foreign
        .map(|p| {
            let name = p["name"].as_str().unwrap_or("");
            let line = line_of(lock, &format!("name = \"{name}\""));
            let what = format!("`{name}` is under {}", p["license"]);
            let mend = "use another crate; the list stands in crates.rs";
            fault(LOCK, line, what, mend)
        })
        .collect()
}

/// Whether one of the licences offered is on the list, with all that it
/// asks to be combined with.
fn is_free(licence: &Value) -> bool {
    let offered = licence.as_str().unwrap_or("").replace('/', " OR ");
    // `(A OR B) AND C`: each part must offer a free one.
    let mut parts = offered.split(" AND ");
    parts.all(|part| {
        let mut choices = part.trim_matches(['(', ')']).split(" OR ");
        choices.any(|c| LICENCES.contains(&c.trim().trim_matches(['(', ')'])))
    })
}

fn heavy(metadata: &Value) -> Vec<Fault> {
    let over = BOUNDS.iter().filter_map(|(name, file, most, tests)| {
        let n = crates(metadata, name, *tests);
        (n > *most).then(|| {
            let what = format!("a cold build compiles {n} crates");
            fault(file, 1, what, format!("drop some, down to {most}"))
        })
    });
    over.collect()
}

/// How many crates a package's build needs, itself among them.
fn crates(metadata: &Value, name: &str, tests: bool) -> usize {
    let root = packages(metadata).find(|p| p["name"] == name);
    let Some(root) = root.and_then(|p| p["id"].as_str()) else { return 0 };
    let nodes = metadata["resolve"]["nodes"].as_array();
    let nodes = || nodes.into_iter().flatten();
    let mut seen = HashSet::from([root]);
    let mut next = vec![root];
    while let Some(id) = next.pop() {
        let node = nodes().find(|node| node["id"] == id);
        let deps = node.and_then(|node| node["deps"].as_array());
        for dep in deps.into_iter().flatten() {
            let mut kinds = dep["dep_kinds"].as_array().into_iter().flatten();
            let dev = tests && id == root;
            let built = kinds.any(|kind| dev || kind["kind"] != "dev");
            let dep = dep["pkg"].as_str().unwrap_or("");
            if built && seen.insert(dep) {
                next.push(dep);
            }
        }
    }
    seen.len()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_unfree_licence_is_told() {
        let metadata = json!({ "packages": [
            { "name": "mine", "license": "(MIT OR GPL-3.0) AND Unicode-3.0" },
            { "name": "old", "license": "MIT/Apache-2.0" },
            { "name": "greedy", "license": "MIT AND GPL-3.0" },
            { "name": "mute", "license": null },
        ]});
        let lock = "[[package]]\nname = \"greedy\"\n\nname = \"mute\"\n";
        let told: Vec<_> =
            unfree(&metadata, lock).iter().map(Fault::to_string).collect();
        let mend = "use another crate; the list stands in crates.rs";
        assert_eq!(
            told,
            [
                format!(
                    "{LOCK}:2: `greedy` is under \"MIT AND GPL-3.0\"; {mend}"
                ),
                format!("{LOCK}:4: `mute` is under null; {mend}"),
            ]
        );
    }

    #[test]
    fn too_many_crates_are_told_and_those_of_other_tests_are_not_counted() {
        let dep = |n: usize, kind: Option<&str>| json!({ "pkg": format!("{n}"), "dep_kinds": [{ "kind": kind }] });
        let deps = |kind| (0..30).map(|n| dep(n, kind)).collect::<Vec<_>>();
        let metadata = |kind| {
            json!({
                "packages": [{ "name": "exercises", "id": "e" }],
                "resolve": { "nodes": [
                    { "id": "e", "deps": deps(kind) },
                    { "id": "7", "deps": [dep(99, Some("dev"))] },
                ]},
            })
        };
        for kind in [None, Some("dev"), Some("build")] {
            let told = heavy(&metadata(kind));
            assert_eq!(
                told.iter().map(Fault::to_string).collect::<Vec<_>>(),
                ["exercises/Cargo.toml:1: a cold build compiles 31 crates; \
                  drop some, down to 30"]
            );
        }
    }
}
