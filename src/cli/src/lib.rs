//! The workbook's command line, as a library that its tests can call.
//!
//! In reading order:
//!
//! - [`checkout`]: where the workbook's files are;
//! - [`manifest`]: the syllabus, and every path that follows from it;
//! - [`sealed`]: the checks and stubs as they were when this binary was built;
//! - [`names`]: what a learner types, and what in the workbook it means;
//! - [`judge`]: a subject file in, a verdict out;
//! - [`recording`]: what each listing prints, kept for the pages;
//! - [`question`]: the same, asked before it runs;
//! - [`page`]: mdBook's pages, made live;
//! - [`serve`]: the book, built and served on loopback;
//! - [`publish`]: the book as plain files, for any host of them;
//! - [`progress`]: what the learner has done, kept in the checkout;
//! - [`replaced`]: copies of what it was before it was replaced;
//! - `swap`: one file's content in another's place, in one step;
//! - [`report`]: all of it in words, for a terminal;
//! - [`watch`]: a verdict at each save, and keys that are live at all times;
//! - [`commands`]: one module a command of `workbook`;
//! - `at_once`: work on many things, one for each processor.
#![warn(clippy::unwrap_used)]

pub mod at_once;
pub mod checkout;
pub mod commands;
pub mod judge;
pub mod manifest;
pub mod names;
pub mod page;
pub mod progress;
pub mod publish;
pub mod question;
pub mod recording;
pub mod replaced;
pub mod report;
pub mod sealed;
pub mod serve;
mod swap;
pub mod watch;
