//! How fast a process is read. One that prints letter by letter would cost
//! its page more than it can show; what is not yet read waits in the pipe.

use std::time::Duration;

use tokio::time::Instant;

/// Counts reads, and says when to rest from them.
#[derive(Debug)]
pub(super) struct Pace {
    reads: usize,
    until: Instant,
}

impl Pace {
    /// So many reads at least take a time of [`Pace::REST`].
    const READS: usize = 32;
    const REST: Duration = Duration::from_millis(50);

    pub(super) fn from(now: Instant) -> Self {
        Self { reads: 0, until: now }
    }

    pub(super) fn count(&mut self) {
        self.reads += 1;
        if self.reads.is_multiple_of(Self::READS) {
            self.until =
                self.until.max(Instant::now() - Self::REST) + Self::REST;
        }
    }

    /// When a rest ends that was begun.
    pub(super) fn until(&self) -> Instant {
        self.until
    }

    pub(super) fn rests(&self) -> bool {
        Instant::now() < self.until
    }
}
