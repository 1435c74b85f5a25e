//! The learner's commands, run in copies of the workbook.

mod checking;
mod clone;
#[path = "../copy/mod.rs"]
mod copy;
mod doctoring;
mod helping;
mod keeping;
mod naming;
mod predicting;
mod running;
#[path = "../copy/seed.rs"]
mod seed;
mod showing;
