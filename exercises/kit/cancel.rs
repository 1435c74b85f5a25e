//! Cancellation: a future dropped at each place where it can be.

use std::{
    collections::VecDeque,
    fmt::{self, Display},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    task::{Context, Wake, Waker},
    thread,
};

use crate::suspect;

/// Polls that one run may take.
const LIMIT: usize = 1_000;

/// One run of a future, with its own world, that may be dropped half way.
pub struct Trial<'a> {
    future: Pin<Box<dyn Future<Output = ()> + 'a>>,
    events: VecDeque<Box<dyn FnOnce() + 'a>>,
    check: Option<Box<dyn FnOnce(Cut) + 'a>>,
}

/// Where a trial's future was dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Before its first poll.
    Unpolled,
    /// While it slept at one of its awaits, counted from 1.
    Asleep {
        /// Which of them.
        at: usize,
        /// How many there are.
        of: usize,
    },
    /// At an await, when it had been woken and not been polled again.
    Woken {
        /// Which of them.
        at: usize,
        /// How many there are.
        of: usize,
    },
    /// It was not: it ran to its end.
    Finished,
}

impl<'a> Trial<'a> {
    /// A run of `future`, over what only this run touches.
    ///
    /// # Examples
    /// ```
    /// let n_cuts = kit::cancel_everywhere(|| kit::Trial::new(async {}));
    /// assert_eq!(n_cuts, 1, "it has no await: only before its poll");
    /// ```
    pub fn new<T>(future: impl Future<Output = T> + 'a) -> Self {
        let future = Box::pin(async {
            future.await;
        });
        Self { future, events: VecDeque::new(), check: None }
    }

    /// Adds what happens next in the outside world while the future sleeps.
    ///
    /// # Examples
    /// ```
    /// let n_cuts = kit::cancel_everywhere(|| {
    ///     let probe = kit::Probe::waiting(());
    ///     let handle = probe.handle();
    ///     kit::Trial::new(probe).event(move || handle.open())
    /// });
    /// assert_eq!(n_cuts, 3, "unpolled, asleep, and woken");
    /// ```
    #[must_use]
    pub fn event(mut self, event: impl FnOnce() + 'a) -> Self {
        self.events.push_back(Box::new(event));
        self
    }

    /// What must hold when the future is gone: it panics when it doesn't.
    ///
    /// # Examples
    /// ```
    /// kit::cancel_everywhere(|| {
    ///     let log = kit::DropLog::new();
    ///     kit::Trial::new(log.future("job", kit::step()))
    ///         .check(move |cut| assert_eq!(log.n_alive(), 0, "{cut}"))
    /// });
    /// ```
    #[must_use]
    pub fn check(mut self, check: impl FnOnce(Cut) + 'a) -> Self {
        self.check = Some(Box::new(check));
        self
    }

    /// Goes on to a cut, or to the end: how many places it has passed.
    fn run(&mut self, stop_at: usize) -> Vec<Place> {
        let mut places = vec![Place::Unpolled];
        let bell = Arc::new(Bell(AtomicBool::new(false)));
        let waker = Waker::from(bell.clone());
        for at in 1..=LIMIT {
            if places.len() > stop_at {
                return places;
            }
            bell.0.store(false, SeqCst);
            let mut cx = Context::from_waker(&waker);
            if self.future.as_mut().poll(&mut cx).is_ready() {
                return places;
            }
            while !bell.0.load(SeqCst) {
                if places.last() != Some(&Place::Asleep(at)) {
                    places.push(Place::Asleep(at));
                }
                if places.len() > stop_at {
                    return places;
                }
                let Some(event) = self.events.pop_front() else {
                    suspect("lost-wakeup");
                    panic!("await {at}: it sleeps, and nobody wakes it");
                };
                event();
            }
            places.push(Place::Woken(at));
        }
        suspect("busy-loop");
        panic!("it is not done after {LIMIT} polls");
    }

    /// Drops the future, and checks what is left.
    fn end(self, cut: Cut) {
        let _told = ToldOnPanic(cut);
        drop((self.future, self.events));
        if let Some(check) = self.check {
            check(cut);
        }
    }
}

/// Runs the future of a trial to its end; then again for each place where
/// it can be dropped, and drops it there. Returns how many places there are.
///
/// The places: before the first poll; at each await, asleep; and at each
/// await, woken and not polled again, where a value may be on its way.
/// `make` gives each run a future and a world of its own, and must do the
/// same each time.
///
/// # Panics
/// Where a check does, after a line that names the place; and when the
/// future can't be run to its end.
///
/// # Examples
/// ```
/// use std::{cell::RefCell, rc::Rc};
///
/// let n_cuts = kit::cancel_everywhere(|| {
///     let file = Rc::new(RefCell::new("old"));
///     let (written, read) = (file.clone(), file);
///     kit::Trial::new(async move {
///         kit::step().await;
///         *written.borrow_mut() = "new";
///         kit::step().await;
///     })
///     .check(move |cut| assert_ne!(*read.borrow(), "", "{cut}"))
/// });
/// assert_eq!(n_cuts, 3, "unpolled, and at two awaits");
/// ```
#[track_caller]
pub fn cancel_everywhere<'a>(mut make: impl FnMut() -> Trial<'a>) -> usize {
    let mut whole = make();
    let places = whole.run(usize::MAX);
    whole.end(Cut::Finished);
    let n_awaits = places.iter().map(Place::at).max().unwrap_or(0);
    for (n, place) in places.iter().enumerate() {
        let mut trial = make();
        let reached = trial.run(n);
        assert!(
            reached.last() == Some(place),
            "the future does otherwise in each run: give each its own world"
        );
        trial.end(place.cut(n_awaits));
    }
    places.len()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Unpolled,
    Asleep(usize),
    Woken(usize),
}

impl Place {
    fn at(&self) -> usize {
        match *self {
            Self::Unpolled => 0,
            Self::Asleep(at) | Self::Woken(at) => at,
        }
    }

    fn cut(self, of: usize) -> Cut {
        match self {
            Self::Unpolled => Cut::Unpolled,
            Self::Asleep(at) => Cut::Asleep { at, of },
            Self::Woken(at) => Cut::Woken { at, of },
        }
    }
}

impl Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unpolled => f.write_str("dropped before its first poll"),
            Self::Asleep { at, of } => {
                write!(f, "dropped at await {at} of {of}")
            }
            Self::Woken { at, of } => {
                write!(f, "dropped at await {at} of {of}, just woken")
            }
            Self::Finished => f.write_str("run to its end"),
        }
    }
}

/// Says where a check was that panics.
struct ToldOnPanic(Cut);

impl Drop for ToldOnPanic {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("the future was {}", self.0);
        }
    }
}

struct Bell(AtomicBool);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.store(true, SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use std::{
        cell::{Cell, RefCell},
        future::{pending, poll_fn},
        rc::Rc,
        task::Poll,
    };

    use super::*;
    use crate::{DropLog, Probe, step, values::panic_of};

    #[test]
    fn it_is_dropped_once_at_each_place() {
        let cuts = Rc::new(RefCell::new(Vec::new()));
        cancel_everywhere(|| {
            let (cuts, probe) = (cuts.clone(), Probe::waiting(()));
            let handle = probe.handle();
            let future = async {
                step().await;
                probe.await;
            };
            Trial::new(future)
                .event(move || handle.open())
                .check(move |cut| cuts.borrow_mut().push(cut))
        });
        let expected = [
            Cut::Finished,
            Cut::Unpolled,
            Cut::Woken { at: 1, of: 2 },
            Cut::Asleep { at: 2, of: 2 },
            Cut::Woken { at: 2, of: 2 },
        ];
        assert_eq!(*cuts.borrow(), expected);
    }

    /// Moves a coin from one purse to another, by way of its own pocket.
    fn moves(is_safe: bool) -> impl FnMut() -> Trial<'static> {
        move || {
            let (from, to) = (Rc::new(Cell::new(1)), Rc::new(Cell::new(0)));
            let sum = {
                let (from, to) = (from.clone(), to.clone());
                move || from.get() + to.get()
            };
            Trial::new(async move {
                if is_safe {
                    step().await;
                }
                from.set(0);
                if !is_safe {
                    step().await;
                }
                to.set(1);
            })
            .check(move |cut| assert_eq!(sum(), 1, "{cut}: a coin is lost"))
        }
    }

    #[test]
    fn what_is_lost_at_an_await_is_found_and_its_place_told() {
        let message = panic_of(|| {
            cancel_everywhere(moves(false));
        });
        let place = "dropped at await 1 of 1, just woken: a coin is lost";
        assert!(message.contains(place), "{message}");
    }

    #[test]
    fn what_is_whole_at_each_await_passes() {
        assert_eq!(cancel_everywhere(moves(true)), 2);
    }

    #[test]
    fn a_guard_that_outlives_the_future_is_found() {
        let leak = |is_leaked: bool| {
            cancel_everywhere(|| {
                let log = DropLog::new();
                let guard = log.guard("permit");
                Trial::new(async move {
                    let guard = std::mem::ManuallyDrop::new(guard);
                    step().await;
                    let guard = std::mem::ManuallyDrop::into_inner(guard);
                    drop(guard);
                })
                .check(move |cut| {
                    if is_leaked || cut == Cut::Finished {
                        assert_eq!(log.n_alive(), 0, "{cut}: a leak");
                    }
                })
            })
        };
        assert_eq!(leak(false), 2);
        let message = panic_of(|| {
            leak(true);
        });
        assert!(message.contains("await 1 of 1"), "{message}");
    }

    #[test]
    fn a_future_that_never_ends_is_told() {
        let asleep = || Trial::new(pending::<()>());
        let message = panic_of(|| {
            cancel_everywhere(asleep);
        });
        assert_eq!(message, "await 1: it sleeps, and nobody wakes it");
        let message = panic_of(|| {
            cancel_everywhere(|| {
                Trial::new(poll_fn(|cx| {
                    cx.waker().wake_by_ref();
                    Poll::<()>::Pending
                }))
            });
        });
        assert_eq!(message, "it is not done after 1000 polls");
    }

    #[test]
    fn a_future_that_remembers_the_run_before_is_told() {
        let mut pauses = 5;
        let message = panic_of(|| {
            cancel_everywhere(|| {
                pauses -= 1;
                Trial::new(Probe::pausing(pauses, ()))
            });
        });
        assert!(message.contains("its own world"), "{message}");
    }
}
