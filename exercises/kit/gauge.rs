//! A gauge: how much work is under way at the same time.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::time::sleep;

/// Counts what is in flight, now and at most.
///
/// A double that pretends to fetch holds an [`InFlight`] from its first poll
/// to its end. Clones count together, on any thread.
///
/// # Examples
/// ```
/// let gauge = kit::Gauge::new();
/// let first = gauge.enter();
/// let second = gauge.enter();
/// drop(first);
/// assert_eq!((gauge.now(), gauge.most(), gauge.total()), (1, 2, 2));
/// # drop(second);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Gauge {
    counts: Arc<Mutex<Counts>>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    now: usize,
    most: usize,
    total: usize,
}

impl Gauge {
    /// A gauge that stands at zero.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(kit::Gauge::new().most(), 0);
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts one more in flight, until the guard is dropped.
    ///
    /// # Examples
    /// ```
    /// let gauge = kit::Gauge::new();
    /// drop(gauge.enter());
    /// drop(gauge.enter());
    /// assert_eq!(gauge.most(), 1, "one after the other");
    /// ```
    #[must_use = "what is in flight lasts as long as its guard"]
    pub fn enter(&self) -> InFlight {
        self.update(|counts| {
            counts.now += 1;
            counts.total += 1;
            counts.most = counts.most.max(counts.now);
        });
        InFlight { gauge: self.clone() }
    }

    /// Is in flight for so long: what a fetch looks like from outside. It
    /// begins at the first poll; a drop ends it early.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    ///
    /// let gauge = kit::Gauge::new();
    /// let delay = Duration::from_secs(5);
    /// let timed = kit::in_virtual_time(gauge.hold(delay));
    /// assert_eq!((timed.took, gauge.now()), (delay, 0));
    /// ```
    pub async fn hold(&self, delay: Duration) {
        let _in_flight = self.enter();
        sleep(delay).await;
    }

    /// How many are in flight.
    ///
    /// # Examples
    /// ```
    /// let gauge = kit::Gauge::new();
    /// let in_flight = gauge.enter();
    /// assert_eq!(gauge.now(), 1);
    /// # drop(in_flight);
    /// ```
    pub fn now(&self) -> usize {
        self.update(|counts| counts.now)
    }

    /// How many were in flight at the same time, at most.
    ///
    /// # Examples
    /// ```
    /// let gauge = kit::Gauge::new();
    /// let three = [(); 3].map(|()| gauge.enter());
    /// drop(three);
    /// assert_eq!(gauge.most(), 3);
    /// ```
    pub fn most(&self) -> usize {
        self.update(|counts| counts.most)
    }

    /// How many have entered so far.
    ///
    /// # Examples
    /// ```
    /// let gauge = kit::Gauge::new();
    /// drop(gauge.enter());
    /// drop(gauge.enter());
    /// assert_eq!(gauge.total(), 2);
    /// ```
    pub fn total(&self) -> usize {
        self.update(|counts| counts.total)
    }

    fn update<T>(&self, change: impl FnOnce(&mut Counts) -> T) -> T {
        let counts = self.counts.lock();
        change(&mut counts.expect("no panic comes between two counts"))
    }
}

/// One piece of work in flight; its drop is its end.
#[derive(Debug)]
pub struct InFlight {
    gauge: Gauge,
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.gauge.update(|counts| counts.now -= 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::future::join_all;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn work_that_overlaps_is_seen() {
        let gauge = Gauge::new();
        crate::in_virtual_time(async {
            join_all((0..3).map(|_| gauge.hold(SECOND))).await
        });
        assert_eq!((gauge.now(), gauge.most(), gauge.total()), (0, 3, 3));
    }

    #[test]
    fn work_in_a_row_is_seen() {
        let gauge = Gauge::new();
        crate::in_virtual_time(async {
            for _ in 0..3 {
                gauge.hold(SECOND).await;
            }
        });
        assert_eq!((gauge.now(), gauge.most(), gauge.total()), (0, 1, 3));
    }

    #[test]
    fn work_that_was_dropped_is_no_longer_in_flight() {
        let gauge = Gauge::new();
        crate::in_virtual_time(async {
            let short = Duration::from_millis(1);
            let cut = tokio::time::timeout(short, gauge.hold(SECOND));
            assert!(cut.await.is_err());
            assert_eq!((gauge.now(), gauge.most()), (0, 1));
        });
    }

    #[test]
    fn threads_count_together() {
        let gauge = Gauge::new();
        let first = gauge.enter();
        std::thread::scope(|scope| {
            scope.spawn(|| drop(gauge.enter()));
        });
        assert_eq!((gauge.now(), gauge.most()), (1, 2));
        drop(first);
    }
}
