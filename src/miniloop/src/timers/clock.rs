//! What time is it? The real one, or one that stands while anybody runs.

use std::{
    cell::Cell,
    time::{Duration, Instant},
};

/// Where the loop's time comes from.
pub(crate) enum Clock {
    Real(Instant),
    Virtual(Cell<Duration>),
}

impl Clock {
    pub(crate) fn real() -> Clock {
        Clock::Real(Instant::now())
    }

    pub(crate) fn at_zero() -> Clock {
        Clock::Virtual(Cell::new(Duration::ZERO))
    }

    pub(crate) fn now(&self) -> Duration {
        match self {
            Clock::Real(start) => start.elapsed(),
            Clock::Virtual(now) => now.get(),
        }
    }

    pub(crate) fn is_virtual(&self) -> bool {
        matches!(self, Clock::Virtual(_))
    }

    /// Lets virtual time pass; it never goes back, and real time can't be
    /// told what to do.
    pub(crate) fn advance_to(&self, when: Duration) {
        if let Clock::Virtual(now) = self {
            now.set(now.get().max(when));
        }
    }
}
