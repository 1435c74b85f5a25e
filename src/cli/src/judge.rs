//! The one judge: subject file in, verdict out. It prints nothing.

pub mod verdict;
