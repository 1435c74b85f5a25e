//! The same on the book's own event loop, which tells of a stall itself.

use std::{cell::RefCell, rc::Rc, time::Duration};

use miniloop::{EventLoop, Observer, Step, TaskId, yield_now};

use super::{BLOCKED, Stretches, TURNS, Timed, refuse};
use crate::{stall, suspect};

/// Runs a future on a new `miniloop` of this thread, on its virtual clock.
///
/// Blocks until the future is ready; the tasks that are left then are
/// dropped. A step that holds the thread for more than 250 ms of real time
/// is told to the judge as [`in_virtual_time`](crate::in_virtual_time) does.
///
/// # Panics
/// When the future does; when a step blocks the thread; and, suspecting
/// `lost-wakeup`, when all tasks wait and nobody can wake one: the message
/// says what each of them [waits for](crate::waiting_for).
///
/// # Examples
/// ```
/// use std::time::Duration;
///
/// let hour = Duration::from_secs(3_600);
/// let timed = kit::in_miniloop_time(async move {
///     miniloop::sleep(hour).await;
///     "slept"
/// });
/// assert_eq!((timed.value, timed.took, timed.left), ("slept", hour, 0));
/// ```
#[track_caller]
pub fn in_miniloop_time<F: Future + 'static>(work: F) -> Timed<F::Output> {
    suspect(BLOCKED);
    let event_loop = EventLoop::with_virtual_clock();
    let _closed = ClosedAtTheEnd(event_loop.clone());
    let seen = Rc::new(Seen {
        tasks: RefCell::default(),
        stretches: Stretches::begin_first(),
    });
    seen.stretches.end();
    event_loop.observe(seen.clone());
    let clock = event_loop.clone();
    let ran = event_loop.run_until_complete(async move {
        let began = clock.time();
        let value = work.await;
        (value, clock.time() - began)
    });
    let Ok((value, took)) = ran else {
        refuse(seen.stretches.too_long());
        suspect("lost-wakeup");
        panic!("nobody can go on: {}", seen.waits());
    };
    refuse(seen.stretches.too_long());
    Timed { value, took, left: seen.left(&event_loop) }
}

/// What an observer of the loop knows.
struct Seen {
    /// Who is not over, oldest first, each with what it waits for.
    tasks: RefCell<Vec<(TaskId, String, Vec<&'static str>)>>,
    stretches: Stretches,
}

impl Seen {
    /// Lets those tasks end that can end now; returns how many can't.
    fn left(self: &Rc<Self>, event_loop: &EventLoop) -> usize {
        let seen = self.clone();
        let turns = event_loop.run_until_complete(async move {
            for _ in 0..TURNS {
                if seen.tasks.borrow().len() == 1 {
                    break;
                }
                yield_now().await;
            }
            // Without this very task.
            seen.tasks.borrow().len() - 1
        });
        turns.expect("a task that is always ready never stalls")
    }

    fn waits(&self) -> String {
        let tasks = self.tasks.borrow();
        let wait = |(n, (_, name, waits)): (usize, &(_, String, Vec<_>))| {
            let name = if n == 0 { "the future" } else { name };
            format!("{name} waits for {}", stall::told(waits))
        };
        let waits: Vec<_> = tasks.iter().enumerate().map(wait).collect();
        waits.join("; ")
    }
}

impl Observer for Seen {
    fn spawned(&self, task: TaskId, name: &str) {
        let name = name.trim_end_matches("::{{closure}}");
        let name = match name.contains('<') {
            true => name,
            false => name.rsplit("::").next().unwrap_or(name),
        };
        self.tasks.borrow_mut().push((task, name.to_owned(), Vec::new()));
    }

    fn begins(&self, _: Step<'_>, _now: Duration) {
        stall::begin();
        self.stretches.begin();
    }

    fn ends(&self, step: Step<'_>, is_over: bool) {
        self.stretches.park();
        let Step::Task(task, _) = step else { return };
        let mut tasks = self.tasks.borrow_mut();
        if is_over {
            tasks.retain(|(other, ..)| *other != task);
        } else if let Some(waits) = tasks.iter_mut().find(|t| t.0 == task) {
            waits.2 = stall::pending();
        }
    }
}

struct ClosedAtTheEnd(EventLoop);

impl Drop for ClosedAtTheEnd {
    fn drop(&mut self) {
        self.0.close();
    }
}

#[cfg(test)]
mod tests {
    use std::{future::pending, num::NonZeroUsize, sync::mpsc};

    use miniloop::{Queue, sleep, spawn};

    use super::super::STRETCH;
    use super::*;
    use crate::{DropLog, values::panic_of, waiting_for};

    const HOUR: Duration = Duration::from_secs(3_600);

    #[test]
    fn sleeps_take_virtual_time_and_ended_tasks_are_not_left() {
        let timed = in_miniloop_time(async {
            let long = spawn(sleep(2 * HOUR));
            let short = spawn(sleep(HOUR));
            drop(spawn(yield_now()));
            drop((long.await, short.await));
        });
        assert_eq!((timed.took, timed.left), (2 * HOUR, 0));
    }

    #[test]
    fn tasks_that_outlive_the_future_are_counted_and_dropped() {
        let log = DropLog::new();
        let job = log.future("job", pending::<()>());
        let timed = in_miniloop_time(async {
            drop(spawn(sleep(HOUR)));
            drop(spawn(job));
            let cancelled = spawn(pending::<()>());
            cancelled.cancel();
        });
        assert_eq!((timed.took, timed.left), (Duration::ZERO, 2));
        assert_eq!(log.lines(), ["drop job"]);
    }

    async fn writer(queue: Rc<Queue<u32>>) {
        for n in 0..2 {
            waiting_for("room", queue.put(n)).await;
        }
    }

    #[test]
    fn a_stall_is_told_with_what_each_task_waits_for() {
        let message = panic_of(|| {
            in_miniloop_time(async {
                let queue = Rc::new(Queue::new(NonZeroUsize::MIN));
                let writes = spawn(writer(queue));
                drop(waiting_for("the writer's end", writes).await);
            });
        });
        assert_eq!(
            message,
            "nobody can go on: the future waits for the writer's end; \
             writer waits for room"
        );
    }

    #[test]
    fn a_step_that_blocks_the_thread_is_told() {
        let message = panic_of(|| {
            in_miniloop_time(async {
                let (_sender, receiver) = mpsc::channel::<()>();
                receiver.recv_timeout(2 * STRETCH).unwrap_err();
            });
        });
        assert!(message.contains("held the thread"), "{message}");
    }
}
