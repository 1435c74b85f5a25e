//! What the checks are written with.
//!
//! A check is a plain `#[test]`. It calls the learner's code, compares what
//! happened with what was asked for, and tells the judge which misconception
//! it is looking at, so that the verdict can name it:
//!
//! ```
//! # let mut numbers = 0..0;
//! kit::suspect("not-fused");
//! assert_eq!(numbers.next(), None, "a finished iterator came back to life");
//! ```
#![warn(missing_docs)]

mod report;

pub use report::{clear, suspect};
