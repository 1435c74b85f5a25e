//! `watch`, in copies of the workbook: line by line, and in terminals.

#[allow(dead_code, reason = "other tests use what these don't")]
#[path = "../commands/clone.rs"]
mod clone;
#[path = "../copy/mod.rs"]
mod copy;
mod output;
#[path = "../copy/seed.rs"]
mod seed;

mod plain;

// `script` takes other arguments on other systems, and has no `/proc`.
#[cfg(target_os = "linux")]
mod grid;
#[cfg(target_os = "linux")]
mod screen;
#[cfg(target_os = "linux")]
mod terminal;
