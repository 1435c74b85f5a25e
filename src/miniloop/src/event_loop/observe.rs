//! What is the loop doing? Whoever observes it is told, and debug mode is an
//! observer too.

use std::{
    cell::{Cell, RefCell},
    panic::Location,
    rc::Rc,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use super::with_running;
use crate::tasks::TaskId;

/// What the loop runs next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// A callback, by the name of its function.
    Callback(&'a str),
    /// The loop's own: a timer that wakes a task, or a message's delivery.
    Own,
    /// A poll of a task, by its number and the name of its function.
    Task(TaskId, &'a str),
}

/// What comes to nothing without a word, unless somebody observes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss<'a> {
    /// A task that was not over when its loop was closed.
    Pending(&'a str),
    /// A task whose panic nobody awaited.
    Panic(&'a str),
    /// So many sockets that were open when their loop was closed.
    Sockets(usize),
}

/// Is told what the loop does, while it does it. It must not use the loop.
pub trait Observer {
    /// A task was spawned: it is polled in the next turn.
    fn spawned(&self, _task: TaskId, _name: &str) {}
    /// A step begins, at this time by the loop's clock.
    fn begins(&self, _step: Step<'_>, _now: Duration) {}
    /// The step has ended, and with it perhaps the task.
    fn ends(&self, _step: Step<'_>, _is_over: bool) {}
    /// The step that runs came to this place, where it called or awaited
    /// something of this crate.
    fn comes_to(&self, _place: &Location<'_>) {}
    /// A task was woken, by the step that runs, a socket or another thread.
    fn woken(&self, _task: TaskId) {}
    /// All tasks wait, no timer is set, no socket is awaited: if somebody
    /// wakes one, then another thread.
    fn stands_still(&self, _waiting: &[String]) {}
    /// Something was lost.
    fn lost(&self, _loss: Loss<'_>) {}
}

thread_local! {
    static FOR_NEW_LOOPS: RefCell<Vec<Rc<dyn Observer>>> =
        const { RefCell::new(Vec::new()) };
}

/// Whether any loop of any thread was ever observed: until then, whoever comes
/// to a place asks no more than this.
static IS_ANY_OBSERVED: AtomicBool = AtomicBool::new(false);

/// Tells those who observe the running loop where its step is.
#[inline]
pub(crate) fn come_to(place: &Location<'_>) {
    // Whoever observes this thread's loop said so on this thread.
    if IS_ANY_OBSERVED.load(Ordering::Relaxed) {
        tell_place(place);
    }
}

/// Out of the way of those whom nobody observes.
#[cold]
#[inline(never)]
fn tell_place(place: &Location<'_>) {
    with_running(|here| here.core.observers.each(|o| o.comes_to(place)));
}

/// Has `observer` told of all loops that this thread makes from now on.
pub fn observe_new_loops(observer: Rc<dyn Observer>) {
    IS_ANY_OBSERVED.store(true, Ordering::Relaxed);
    FOR_NEW_LOOPS.with_borrow_mut(|observers| observers.push(observer));
}

/// Those who are told; without any, a step costs one look here.
pub(crate) struct Observers {
    list: RefCell<Vec<Rc<dyn Observer>>>,
    has_any: Cell<bool>,
}

impl Observers {
    pub(crate) fn of_this_thread() -> Observers {
        let list = FOR_NEW_LOOPS.with_borrow(Clone::clone);
        let has_any = Cell::new(!list.is_empty());
        Observers { list: RefCell::new(list), has_any }
    }

    pub(crate) fn add(&self, observer: Rc<dyn Observer>) {
        IS_ANY_OBSERVED.store(true, Ordering::Relaxed);
        self.list.borrow_mut().push(observer);
        self.has_any.set(true);
    }

    #[inline]
    pub(crate) fn each(&self, tell: impl FnMut(&Rc<dyn Observer>)) {
        if self.has_any.get() {
            self.list.borrow().iter().for_each(tell);
        }
    }
}

/// The last name in a type's path: `factorial` of
/// `chapters::parity::factorial::{{closure}}`.
pub(crate) fn short_name(type_name: &'static str) -> &'static str {
    let mut depth = 0;
    let mut parts = type_name.rsplit("::").filter(|part| {
        // From the right: what stands within `<...>` is no part of the path.
        depth += part.matches('>').count();
        depth -= part.matches('<').count().min(depth);
        depth == 0 && !part.starts_with('{')
    });
    let last = parts.next().unwrap_or(type_name);
    last.split('<').next().unwrap_or(last)
}

/// Reports what usually goes unseen: steps that take long, and losses.
///
/// ```
/// use std::{rc::Rc, time::Duration};
///
/// let event_loop = miniloop::EventLoop::new();
/// let debug = miniloop::Debug::new(Duration::from_millis(100));
/// event_loop.observe(Rc::new(debug));
/// ```
pub struct Debug {
    threshold: Duration,
    report: Box<dyn Fn(&str)>,
    began: Cell<Option<Instant>>,
}

impl Debug {
    /// Reports on standard error, one line each.
    pub fn new(threshold: Duration) -> Debug {
        Debug::with_report(threshold, |line| eprintln!("{line}"))
    }

    /// Hands each line to `report`.
    pub fn with_report(
        threshold: Duration,
        report: impl Fn(&str) + 'static,
    ) -> Debug {
        let report = Box::new(report);
        Debug { threshold, report, began: Cell::new(None) }
    }
}

impl Observer for Debug {
    fn begins(&self, _step: Step<'_>, _now: Duration) {
        self.began.set(Some(Instant::now()));
    }

    fn ends(&self, step: Step<'_>, _is_over: bool) {
        let Some(began) = self.began.take() else { return };
        let took = began.elapsed();
        if took >= self.threshold {
            let name = match step {
                Step::Callback(name) | Step::Task(_, name) => name,
                Step::Own => "the loop itself",
            };
            let millis = took.as_millis();
            (self.report)(&format!("{name} kept the loop for {millis} ms"));
        }
    }

    fn stands_still(&self, waiting: &[String]) {
        let waiting = waiting.join(", ");
        (self.report)(&format!(
            "all tasks wait, and only another thread can wake one: {waiting}"
        ));
    }

    fn lost(&self, loss: Loss<'_>) {
        (self.report)(&match loss {
            Loss::Pending(task) => {
                format!("{task} was not over when the loop was closed")
            }
            Loss::Panic(task) => {
                format!("{task} panicked, and nobody awaited it")
            }
            Loss::Sockets(n) => {
                format!("{n} sockets were open when the loop was closed")
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn a_name_is_the_functions_own() {
        for (full, short) in [
            ("a::b::factorial::{{closure}}", "factorial"),
            ("a::main::{{closure}}::{{closure}}", "main"),
            ("a::hello", "hello"),
            ("a::visit<b::Tree, c::Leaf>::{{closure}}", "visit"),
            ("<a::B as c::D<e::F>>::drop::{{closure}}", "drop"),
            ("alone", "alone"),
        ] {
            assert_eq!(short_name(full), short);
        }
    }
}
