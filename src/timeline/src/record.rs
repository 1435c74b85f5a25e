//! The recorder: the thread's own recording, and what is watched for it.

use std::{
    cell::{Cell, RefCell},
    fmt,
    panic::Location,
    rc::Rc,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use crate::{
    model::{End, Timeline},
    recording::{LaneId, Recording},
};

thread_local! {
    /// The recording's number; 0 while nobody records.
    static NUMBER: Cell<u64> = const { Cell::new(0) };
    static RECORDING: RefCell<Recording> = RefCell::default();
    static SOURCE: RefCell<Option<Source>> = const { RefCell::new(None) };
}

/// Tells how late a virtual clock is.
type Source = Rc<dyn Fn() -> Duration>;

/// Records what this thread runs within `run`; gives what that returned, and
/// the timeline.
///
/// A recording within another one is its own, and the outer one doesn't see
/// what is watched in the inner one.
pub fn record<T>(run: impl FnOnce() -> T) -> (T, Timeline) {
    // No number comes twice, on no thread: a lane of one recording is then
    // never taken for another's.
    static NUMBERS: AtomicU64 = AtomicU64::new(1);
    let number = NUMBERS.fetch_add(1, Ordering::Relaxed);
    let outer = Outer {
        number: NUMBER.replace(number),
        recording: RECORDING.take(),
        source: SOURCE.take(),
    };
    let value = run();
    let recording = RECORDING.take();
    drop(outer);
    (value, recording.finish())
}

/// Puts the outer recording back, after a panic too.
struct Outer {
    number: u64,
    recording: Recording,
    source: Option<Source>,
}

impl Drop for Outer {
    fn drop(&mut self) {
        NUMBER.set(self.number);
        RECORDING.replace(std::mem::take(&mut self.recording));
        SOURCE.replace(self.source.take());
    }
}

/// Watches a function: its lane runs until the guard is dropped. A name that
/// has a lane already goes on in it. Not for a guard that lives across an
/// `.await`, where others run: [`crate::task`] watches a future.
///
/// # Examples
/// ```
/// fn greet() {
///     let _lane = timeline::lane("greet");
///     println!("hello");
/// }
/// let ((), run) = timeline::record(greet);
/// assert_eq!(run.sentences(), ["greet ends"]);
/// ```
#[track_caller]
pub fn lane(name: &str) -> LaneGuard {
    let place = Location::caller();
    let watched = Watched::new(|recording| {
        recording.find(name).unwrap_or_else(|| recording.lane(name))
    });
    let step = watched.map(|watched| {
        let step = watched.enter("call");
        // Within the function: it is the lane's line, and not its caller's.
        at(place);
        step
    });
    LaneGuard { _step: step }
}

/// A function's lane, which ends when this is dropped.
#[derive(Debug)]
#[must_use = "the lane ends when this is dropped: `let _lane = ...`"]
pub struct LaneGuard {
    _step: Option<Step>,
}

/// Watches an iterator: each `next` is a step of its lane.
///
/// # Examples
/// ```
/// let ((), run) = timeline::record(|| {
///     let mut numbers = timeline::generator("numbers", 1..);
///     assert_eq!(numbers.next(), Some(1));
/// });
/// assert_eq!(run.sentences(), ["numbers gives 1", "numbers is dropped"]);
/// ```
#[track_caller]
pub fn generator<I>(name: &str, values: I) -> Generator<I::IntoIter>
where
    I: IntoIterator<Item: fmt::Debug>,
{
    at(Location::caller());
    let watched = Watched::new(|recording| recording.lane(name));
    Generator { watched: watched.map(DropMark), values: values.into_iter() }
}

/// An iterator with a lane of its own; see [`generator`].
#[derive(Debug)]
pub struct Generator<I> {
    // Dropped first: what it holds is dropped by its end.
    watched: Option<DropMark>,
    values: I,
}

impl<I: Iterator<Item: fmt::Debug>> Iterator for Generator<I> {
    type Item = I::Item;

    #[track_caller]
    fn next(&mut self) -> Option<I::Item> {
        let Some(watched) = &self.watched else { return self.values.next() };
        let step = watched.0.enter_from(Location::caller(), "next");
        let value = self.values.next();
        step.leave(match &value {
            Some(value) => End::Gave(format!("{value:?}")),
            None => End::Returned(None),
        });
        value
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.values.size_hint()
    }
}

/// Tells the recording how late a virtual clock is, since its beginning.
pub fn clock(now: Duration) {
    if NUMBER.get() != 0 {
        RECORDING.with_borrow_mut(|recording| recording.clock(now));
    }
}

/// Asks `now` before each step and wake how late a virtual clock is, since
/// its beginning: for a runtime whose clock moves unseen.
///
/// # Examples
/// ```
/// use std::{cell::Cell, rc::Rc, time::Duration};
///
/// let ((), run) = timeline::record(|| {
///     let late = Rc::new(Cell::new(Duration::ZERO));
///     timeline::clock_by({
///         let late = late.clone();
///         move || late.get()
///     });
///     late.set(Duration::from_secs(2));
///     drop(timeline::lane("watch"));
/// });
/// let told = ["nobody runs, until it is 2 s", "watch ends"];
/// assert_eq!(run.sentences(), told);
/// ```
pub fn clock_by(now: impl Fn() -> Duration + 'static) {
    if NUMBER.get() != 0 {
        SOURCE.set(Some(Rc::new(now)));
    }
}

/// Tells the thread's recording itself, while somebody records: for whoever
/// sees the steps of others, as an event loop's observer does.
///
/// # Examples
/// ```
/// use timeline::End;
///
/// let ((), run) = timeline::record(|| {
///     timeline::tell(|recording| {
///         let lane = recording.lane("greet");
///         recording.enter(lane, "call");
///         recording.leave(lane, End::Returned(None));
///     });
/// });
/// assert_eq!(run.sentences(), ["greet ends"]);
/// ```
pub fn tell(what: impl FnOnce(&mut Recording)) {
    if NUMBER.get() != 0 {
        RECORDING.with_borrow_mut(what);
    }
}

/// The lane that runs comes to this place.
pub(crate) fn at(place: &Location<'_>) {
    tell(|recording| recording.at(place));
}

/// A lane of one recording.
#[derive(Debug)]
pub(crate) struct Watched {
    recording: u64,
    lane: LaneId,
}

impl Watched {
    /// The lane, while somebody records.
    pub(crate) fn new(
        lane: impl FnOnce(&mut Recording) -> LaneId,
    ) -> Option<Self> {
        let recording = NUMBER.get();
        if recording == 0 {
            return None;
        }
        Some(Self { recording, lane: RECORDING.with_borrow_mut(lane) })
    }

    /// Begins a step, which ends with what is returned.
    pub(crate) fn enter(&self, what: &str) -> Step {
        self.tell(|recording| recording.enter(self.lane, what));
        Step { watched: self.copy(), end: Some(End::Returned(None)) }
    }

    /// As [`Watched::enter`]; the lane that runs calls from this place.
    fn enter_from(&self, place: &Location<'_>, what: &str) -> Step {
        self.tell(|recording| recording.enter_from(place, self.lane, what));
        Step { watched: self.copy(), end: Some(End::Returned(None)) }
    }

    pub(crate) fn wake(&self) {
        self.tell(|recording| recording.wake(self.lane));
    }

    pub(crate) fn copy(&self) -> Self {
        Self { ..*self }
    }

    /// Tells the recording, if it is this lane's and goes on.
    fn tell(&self, what: impl FnOnce(&mut Recording)) {
        // A thread that ends has no recording any more.
        let number = NUMBER.try_with(Cell::get).unwrap_or(0);
        if number == self.recording {
            // Asked while nothing is borrowed: it may be anybody's code.
            let source = SOURCE.with_borrow(Clone::clone);
            if let Some(now) = source {
                clock(now());
            }
            RECORDING.with_borrow_mut(what);
        }
    }
}

/// Tells that what it watches is dropped, when it is.
#[derive(Debug)]
pub(crate) struct DropMark(pub(crate) Watched);

impl Drop for DropMark {
    fn drop(&mut self) {
        self.0.tell(|recording| recording.drop_lane(self.0.lane));
    }
}

/// A step that goes on until this is dropped.
#[derive(Debug)]
pub(crate) struct Step {
    watched: Watched,
    end: Option<End>,
}

impl Step {
    /// Ends the step so.
    pub(crate) fn leave(mut self, end: End) {
        self.end = Some(end);
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        let end = match std::thread::panicking() {
            true => End::Returned(Some("panic".to_owned())),
            false => self.end.take().expect("a step ends once"),
        };
        self.watched.tell(|recording| recording.leave(self.watched.lane, end));
    }
}
