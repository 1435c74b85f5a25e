//! On what was it measured? A figure without its machine says little.

use std::{fs, process::Command, thread};

use crate::runs::Subject;

/// Processor, compiler, versions and load, in a few lines.
pub(crate) fn describe(subjects: &[Subject]) -> String {
    let cores = thread::available_parallelism().map_or(0, usize::from);
    let pythons = subjects.iter().filter_map(|s| s.version.as_deref());
    let versions: Vec<_> = ["tokio", "async-executor", "async-io", "futures"]
        .iter()
        .map(|name| format!("{name} {}", version(name)))
        .chain(pythons.map(str::to_owned))
        .collect();
    format!(
        "{}, {cores} cores; {}; {}.\nLoad average before: {}.",
        processor(),
        compiler(),
        versions.join(", "),
        load(),
    )
}

/// How many processes wanted to run in the last minute, five and fifteen.
pub(crate) fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let words: Vec<_> = text.split(' ').take(3).collect();
    if words.len() < 3 { "unknown".to_owned() } else { words.join(", ") }
}

fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = text.lines().find(|line| line.starts_with("model name"));
    let model = model.and_then(|line| line.split(": ").nth(1));
    model.unwrap_or("unknown processor").to_owned()
}

fn compiler() -> String {
    let output = Command::new("rustc").arg("--version").output();
    let text = output.map(|o| String::from_utf8_lossy(&o.stdout).into_owned());
    let words = text.unwrap_or_default();
    words.split(" (").next().unwrap_or("rustc unknown").to_owned()
}

/// What Cargo's lock file holds for a package.
fn version(package: &str) -> &'static str {
    const LOCK: &str = include_str!("../Cargo.lock");
    let head = format!("name = \"{package}\"\nversion = \"");
    let rest = LOCK.split(&head).nth(1).and_then(|rest| rest.split('"').next());
    rest.unwrap_or("unknown")
}
