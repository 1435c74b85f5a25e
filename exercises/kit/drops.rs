//! Drops: who went when, and who is still there.

use std::{
    collections::BTreeMap,
    ops::{Deref, DerefMut},
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
};

/// A log of drops, in order, with what else a check notes between them.
///
/// Clones write to one log. It may be written from any thread.
///
/// # Examples
/// ```
/// let log = kit::DropLog::new();
/// let (socket, _file) = (log.guard("socket"), log.guard("file"));
/// log.note("closing");
/// drop(socket);
/// assert_eq!(log.lines(), ["closing", "drop socket"]);
/// assert_eq!(log.alive(), ["file"]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct DropLog(Arc<Mutex<Entries>>);

#[derive(Debug, Default)]
struct Entries {
    lines: Vec<String>,
    /// The names of who is alive, by the order in which they came.
    alive: BTreeMap<usize, String>,
    n_born: usize,
}

/// A value or a future whose drop is logged, once the value itself is gone.
#[derive(Debug)]
pub struct Logged<T> {
    // Fields are dropped in this order.
    value: T,
    life: Life,
}

/// Stands in the log as alive until it is dropped.
#[derive(Debug)]
struct Life {
    log: DropLog,
    number: usize,
}

impl DropLog {
    /// An empty log.
    ///
    /// # Examples
    /// ```
    /// assert!(kit::DropLog::new().lines().is_empty());
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes what happened, as it is.
    ///
    /// # Examples
    /// ```
    /// let log = kit::DropLog::new();
    /// log.note("returned");
    /// assert_eq!(log.lines(), ["returned"]);
    /// ```
    pub fn note(&self, what: impl Into<String>) {
        self.entries().lines.push(what.into());
    }

    /// Watches a value, which can be used as before.
    ///
    /// # Examples
    /// ```
    /// let log = kit::DropLog::new();
    /// let mut names = log.value("names", Vec::new());
    /// names.push("Ada");
    /// assert_eq!((names.len(), log.n_alive()), (1, 1));
    /// ```
    pub fn value<T>(&self, name: &str, value: T) -> Logged<T> {
        let mut entries = self.entries();
        let number = entries.n_born;
        entries.n_born += 1;
        entries.alive.insert(number, name.to_owned());
        Logged { value, life: Life { log: self.clone(), number } }
    }

    /// Watches nothing but itself: for a scope, or a field.
    ///
    /// # Examples
    /// ```
    /// let log = kit::DropLog::new();
    /// drop(log.guard("scope"));
    /// assert_eq!(log.lines(), ["drop scope"]);
    /// ```
    pub fn guard(&self, name: &str) -> Logged<()> {
        self.value(name, ())
    }

    /// Watches a future: its end is one line, its drop another.
    ///
    /// # Examples
    /// ```
    /// let log = kit::DropLog::new();
    /// kit::Strict::new().run(log.future("job", async {}));
    /// drop(log.future("late", async {}));
    /// assert_eq!(log.lines(), ["end job", "drop job", "drop late"]);
    /// ```
    pub fn future<F: Future>(
        &self,
        name: &str,
        future: F,
    ) -> Logged<Pin<Box<F>>> {
        self.value(name, Box::pin(future))
    }

    /// All lines so far.
    ///
    /// # Examples
    /// ```
    /// let log = kit::DropLog::new();
    /// let held = log.guard("held");
    /// assert!(log.lines().is_empty(), "{held:?} is alive");
    /// ```
    pub fn lines(&self) -> Vec<String> {
        self.entries().lines.clone()
    }

    /// The names of who is alive, in the order in which they came.
    ///
    /// # Examples
    /// ```
    /// let log = kit::DropLog::new();
    /// let _held = log.guard("held");
    /// drop(log.guard("gone"));
    /// assert_eq!(log.alive(), ["held"]);
    /// ```
    pub fn alive(&self) -> Vec<String> {
        self.entries().alive.values().cloned().collect()
    }

    /// How many are alive.
    ///
    /// # Examples
    /// ```
    /// let log = kit::DropLog::new();
    /// let held = [log.guard("a"), log.guard("b")];
    /// assert_eq!(log.n_alive(), 2);
    /// drop(held);
    /// assert_eq!(log.n_alive(), 0);
    /// ```
    pub fn n_alive(&self) -> usize {
        self.entries().alive.len()
    }

    /// A panic of one who is watched must not hide who went in its unwinding.
    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Deref for Logged<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Logged<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<F: Future + Unpin> Future for Logged<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let polled = Pin::new(&mut self.value).poll(cx);
        if polled.is_ready() {
            let mut entries = self.life.log.entries();
            let name = &entries.alive[&self.life.number];
            let line = format!("end {name}");
            entries.lines.push(line);
        }
        polled
    }
}

impl Drop for Life {
    fn drop(&mut self) {
        let mut entries = self.log.entries();
        let name = entries.alive.remove(&self.number);
        let name = name.expect("only its own drop takes it out");
        entries.lines.push(format!("drop {name}"));
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;
    use crate::{Probe, Strict, values::panic_of};

    #[test]
    fn locals_go_in_reverse_and_fields_in_order() {
        let log = DropLog::new();
        {
            let _first = log.guard("first");
            let _pair = (log.guard("left"), log.guard("right"));
        }
        assert_eq!(log.lines(), ["drop left", "drop right", "drop first"]);
    }

    #[test]
    fn what_a_value_holds_goes_before_it() {
        let log = DropLog::new();
        drop(log.value("outer", log.guard("inner")));
        assert_eq!(log.lines(), ["drop inner", "drop outer"]);
    }

    #[test]
    fn what_is_forgotten_stays_alive() {
        let log = DropLog::new();
        std::mem::forget(log.guard("leaked"));
        assert_eq!((log.alive(), log.n_alive()), (vec!["leaked".into()], 1));
        assert!(log.lines().is_empty());
    }

    #[test]
    fn a_future_dropped_at_an_await_never_ends() {
        let log = DropLog::new();
        let guard = log.guard("its guard");
        let job = log.future("job", async move {
            let _guard = guard;
            Probe::waiting(()).await;
        });
        assert!(Strict::new().run(job).outcome.is_err());
        assert_eq!(log.lines(), ["drop its guard", "drop job"]);
    }

    #[test]
    fn two_of_one_name_are_two() {
        let log = DropLog::new();
        let twins = (log.guard("twin"), log.guard("twin"));
        drop(twins.0);
        assert_eq!(log.alive(), ["twin"]);
    }

    #[test]
    fn drops_of_another_thread_and_of_a_panic_are_logged() {
        let log = DropLog::new();
        let guard = log.guard("moved");
        thread::spawn(move || drop(guard)).join().unwrap();
        let guard = log.guard("unwound");
        panic_of(move || {
            let _guard = guard;
            panic!("on purpose");
        });
        assert_eq!(log.lines(), ["drop moved", "drop unwound"]);
    }
}
