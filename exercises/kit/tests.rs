//! The detectors on code that nobody here wrote: tokio's channels and locks
//! and the combinators of futures. What is right raises no alarm, and what
//! is wrong is found.

mod combinators;
mod conformance;
mod orders;
mod queue;
mod wakes;
