//! `watch`, in copies of the workbook: line by line, and in terminals.

#[allow(dead_code, reason = "other tests use what these don't")]
#[path = "../commands/clone.rs"]
mod clone;
mod output;
mod plain;
