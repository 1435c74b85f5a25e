//! The workbook's command line, as a library that its tests can call.
//!
//! In reading order:
//!
//! - [`checkout`]: where the workbook's files are;
//! - [`manifest`]: the syllabus, and every path that follows from it;
//! - [`sealed`]: the checks and stubs as they were when this binary was built;
//! - [`judge`]: a subject file in, a verdict out;
//! - [`recording`]: what each listing prints, kept for the pages;
//! - [`serve`]: the book, built and served on loopback;
//! - [`commands`]: one module a command of `workbook`.
#![warn(clippy::unwrap_used)]

pub mod checkout;
pub mod commands;
pub mod judge;
pub mod manifest;
pub mod recording;
pub mod sealed;
pub mod serve;
