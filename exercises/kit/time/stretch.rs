//! Stretches of real time between two waits of a runtime, and whether the
//! thread was held in one, or kept from running by a busy machine.

use std::{
    fs::File,
    io::Read,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use super::{BLOCKED, STRETCH};
use crate::report::withdraw;

/// How long a thread must have run or slept in a stretch that is too long,
/// beside its waits for a processor. A right answer runs for less between two
/// waits, and one that turns in circles gets its share of the processor.
const HELD: Duration = Duration::from_millis(10);

/// The stretches of one run, on the thread that made this.
#[derive(Clone)]
pub(super) struct Stretches(Arc<Mutex<State>>);

struct State {
    /// When the present one began; none while the runtime waits, and none
    /// after the future's end.
    began: Option<Instant>,
    /// The longest that held the thread for too long.
    longest: Duration,
    waited: bool,
    queue: Queue,
}

impl Stretches {
    pub(super) fn begin_first() -> Self {
        let queue = Queue::of_this_thread();
        Self(Arc::new(Mutex::new(State {
            began: Some(Instant::now()),
            longest: Duration::ZERO,
            waited: false,
            queue,
        })))
    }

    pub(super) fn begin(&self) {
        self.change(|state| {
            state.queue.look(Instant::now());
            // After the look: what it did not see must not count either.
            state.began = Some(Instant::now());
        });
    }

    pub(super) fn end(&self) {
        self.change(State::end);
    }

    /// The runtime waits, or a step of its loop has ended: whoever hangs from
    /// here on holds no thread, or has given it back once.
    pub(super) fn park(&self) {
        self.change(|state| {
            state.end();
            if !state.waited {
                withdraw(BLOCKED);
            }
            state.waited = true;
        });
    }

    /// The longest one in which the thread was held for too long.
    pub(super) fn too_long(&self) -> Option<Duration> {
        let longest = self.change(|state| state.longest);
        (!longest.is_zero()).then_some(longest)
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.0.lock().expect("measuring does not panic"))
    }
}

impl State {
    fn end(&mut self) {
        let Some(began) = self.began.take() else { return };
        let took = began.elapsed();
        if took > self.longest && is_held(took, || self.queue.since_look()) {
            self.longest = took;
        }
    }
}

/// Whether the thread was held: in real time, and not by waiting in line
/// for a processor.
fn is_held(took: Duration, queued: impl FnOnce() -> Duration) -> bool {
    took > STRETCH && took.saturating_sub(queued()) > HELD
}

/// How long a thread stood in line for a processor, as Linux counts it.
/// Where nobody does, it never stood there.
struct Queue {
    looked: Instant,
    queued: Duration,
    source: Option<File>,
}

impl Queue {
    /// A look costs microseconds; a run of many short stretches takes few.
    const OFTEN: Duration = Duration::from_millis(5);

    fn of_this_thread() -> Self {
        let source = File::open("/proc/thread-self/schedstat").ok();
        let mut queue =
            Self { looked: Instant::now(), queued: Duration::ZERO, source };
        queue.queued = queue.read();
        queue
    }

    /// Remembers the count, unless it has just done so.
    fn look(&mut self, now: Instant) {
        if now - self.looked > Self::OFTEN {
            (self.looked, self.queued) = (now, self.read());
        }
    }

    fn since_look(&mut self) -> Duration {
        self.read().saturating_sub(self.queued)
    }

    /// The second number of `schedstat`, in nanoseconds.
    fn read(&mut self) -> Duration {
        let count = self.source.as_mut().and_then(|file| {
            let mut text = String::new();
            std::io::Seek::rewind(file).ok()?;
            file.read_to_string(&mut text).ok()?;
            text.split_whitespace().nth(1)?.parse().ok()
        });
        Duration::from_nanos(count.unwrap_or(0))
    }
}

/// Calls `work` while other threads want all processors.
#[cfg(test)]
pub(super) fn under_load<T>(work: impl FnOnce() -> T) -> T {
    use std::{hint, sync::PoisonError, thread};

    // One load at a time, or the tests are each other's.
    static LOAD: Mutex<()> = Mutex::new(());
    let _alone = LOAD.lock().unwrap_or_else(PoisonError::into_inner);
    let n_threads = 4 * thread::available_parallelism().unwrap().get();
    let is_over = Arc::new(());
    let ended = Arc::downgrade(&is_over);
    thread::scope(|scope| {
        for _ in 0..n_threads {
            scope.spawn(|| {
                while ended.strong_count() > 0 {
                    hint::spin_loop();
                }
            });
        }
        // Dropped by a panic as well, or the scope would never end.
        let _is_over = is_over;
        work()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOO_LONG: Duration = Duration::from_millis(300);

    #[test]
    fn a_sleep_and_a_spin_hold_the_thread() {
        assert!(is_held(TOO_LONG, || Duration::ZERO));
        // A spin on a busy machine: it got a fifth of the time.
        assert!(is_held(TOO_LONG, || TOO_LONG * 4 / 5));
    }

    #[test]
    fn a_short_stretch_does_not_and_nobody_looks_at_the_queue() {
        assert!(!is_held(STRETCH, || unreachable!("it is short")));
    }

    #[test]
    fn who_stands_in_line_for_a_processor_holds_nothing() {
        assert!(!is_held(TOO_LONG, || TOO_LONG - HELD));
        assert!(!is_held(TOO_LONG, || TOO_LONG * 2));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn standing_in_line_is_counted() {
        under_load(|| {
            let mut queue = Queue::of_this_thread();
            let began = Instant::now();
            while queue.since_look() < Duration::from_millis(1) {
                assert!(began.elapsed() < Duration::from_secs(5), "no count");
            }
            assert!(queue.since_look() <= began.elapsed());
        });
    }
}
