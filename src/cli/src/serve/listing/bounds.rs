//! What a process may use up.

use std::time::Duration;

use crate::judge::allowance::Allowance;

/// What one process may use up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// What the system itself sees to.
    pub(super) own: Option<Allowance>,
    /// Time on the wall's clock.
    pub(super) wall: Duration,
    /// Output, in bytes.
    pub(super) output: usize,
    /// Processes at once, with all that it starts.
    pub(super) crowd: usize,
}
