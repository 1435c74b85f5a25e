//! `miniloop` with one fault, which the text has to find.

mod callbacks;
mod tasks;
mod wakers;

use std::{
    any::Any,
    cell::{Cell, RefCell},
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::{Pin, pin},
    rc::Rc,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    task::{Context, Poll, Waker},
    thread,
    time::Duration,
};

use super::loops::{Mini, MiniTask};
use crate::conformance::{Callbacks, Loop, TellsStalls};
use tasks::OddTask;
use wakers::OddWaker;

#[allow(non_camel_case_types, reason = "each is the name of a test, too")]
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Fault {
    begins_at_the_call,
    borrows_while_it_polls,
    runs_one_to_its_end,
    never_yields,
    awaiter_is_not_woken,
    late_awaiter_waits,
    handle_keeps_its_first_waker,
    sleep_keeps_its_first_waker,
    sleep_of_zero_is_ready_at_once,
    panic_escapes,
    ends_with_its_handle,
    keeps_who_ended,
    forgets_who_is_left,
    waits_for_all,
    keeps_the_panic,
    deaf_to_threads,
    deaf_while_it_polls,
    polls_twice,
    wakes_the_neighbor,
    too_early,
    from_zero,
    any_poll_ends_a_sleep,
    whole_milliseconds,
    latest_of_ties,
    stall_panics,
    stalls_for_good,
    stall_forgets_who_is_left,
    calls_at_once,
    calls_in_the_same_turn,
    due_ones_first,
    cancel_is_ignored,
    handle_cancels,
    borrows_while_it_calls,
    cancel_outranks_the_result,
}

type Callback = Box<dyn FnOnce()>;

/// The loop with the fault of that number.
#[derive(Clone)]
pub(super) struct Faulty<const FAULT: usize> {
    mini: Mini,
    shared: Rc<Shared>,
}

#[derive(Default)]
struct Shared {
    in_use: RefCell<()>,
    kept: RefCell<Vec<Rc<dyn Any>>>,
    n_alive: Cell<usize>,
    n_timers: Cell<u64>,
    has_stalled: Cell<bool>,
    /// Callbacks that wait for the end of the one that runs, if one does.
    nested: RefCell<Option<Vec<Callback>>>,
    latest: Arc<Mutex<Option<Waker>>>,
}

impl<const FAULT: usize> Faulty<FAULT> {
    fn has(&self, fault: Fault) -> bool {
        fault as usize == FAULT
    }

    /// When a timer fires that was asked for after `delay`.
    fn distorted(&self, delay: Duration) -> Duration {
        let n = self.shared.n_timers.replace(self.shared.n_timers.get() + 1);
        if self.has(Fault::too_early) {
            delay / 2
        } else if self.has(Fault::from_zero) {
            delay.saturating_sub(self.time())
        } else if self.has(Fault::whole_milliseconds) {
            Duration::from_millis(delay.as_millis() as u64)
        } else if self.has(Fault::latest_of_ties) {
            delay + Duration::from_nanos(1_000 - n)
        } else {
            delay
        }
    }

    /// Polls a job with the fault.
    fn poll<T>(
        &self,
        job: Pin<&mut (impl Future<Output = T> + ?Sized)>,
        cx: &mut Context<'_>,
        odd: &Arc<OddWaker>,
    ) -> Poll<T> {
        let _borrow = self
            .has(Fault::borrows_while_it_polls)
            .then(|| self.shared.in_use.borrow_mut());
        odd.polls(cx.waker());
        let waker = Waker::from(odd.clone());
        let mut job = job;
        let mut poll = || job.as_mut().poll(&mut Context::from_waker(&waker));
        let mut polled = poll();
        while self.has(Fault::runs_one_to_its_end)
            && polled.is_pending()
            && odd.was_woken.swap(false, SeqCst)
        {
            polled = poll();
        }
        if self.has(Fault::polls_twice) && polled.is_pending() {
            polled = poll();
        }
        odd.is_polled.store(false, SeqCst);
        odd.is_over.store(polled.is_ready(), SeqCst);
        polled
    }
}

impl<const FAULT: usize> Loop for Faulty<FAULT> {
    type Task<T: 'static> = OddTask<FAULT, T>;

    fn new() -> Self {
        Faulty { mini: Mini::new(), shared: Rc::default() }
    }

    fn time(&self) -> Duration {
        self.mini.time()
    }

    fn run_until_complete<F>(&self, future: F) -> Option<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        let own = self.clone();
        let run = AssertUnwindSafe(|| {
            self.mini.run_until_complete(async move {
                let value = future.await;
                while own.has(Fault::waits_for_all)
                    && own.shared.n_alive.get() > 0
                {
                    own.mini.sleep(Duration::from_millis(5)).await;
                }
                value
            })
        });
        let value = catch_unwind(run).unwrap_or_else(|panic| {
            match self.has(Fault::keeps_the_panic) {
                true => None,
                false => resume_unwind(panic),
            }
        });
        if self.has(Fault::forgets_who_is_left) {
            self.mini.close();
        }
        if value.is_none() {
            assert!(!self.has(Fault::stall_panics), "nobody is left");
            self.shared.has_stalled.set(self.has(Fault::stalls_for_good));
            if self.has(Fault::stall_forgets_who_is_left) {
                self.mini.close();
            }
        }
        value.filter(|_| !self.shared.has_stalled.get())
    }

    fn spawn<F>(&self, job: F) -> OddTask<FAULT, F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        drop(self.shared.in_use.borrow_mut());
        self.shared.n_alive.set(self.shared.n_alive.get() + 1);
        let odd = Arc::new(OddWaker {
            fault: FAULT,
            home: thread::current().id(),
            task: Mutex::default(),
            was_woken: AtomicBool::new(false),
            is_polled: AtomicBool::new(false),
            is_over: AtomicBool::new(false),
            latest: self.shared.latest.clone(),
        });
        let job = Rc::new(RefCell::new(Box::pin(job)));
        if self.has(Fault::keeps_who_ended) {
            self.shared.kept.borrow_mut().push(job.clone());
        }
        let mut early = None;
        if self.has(Fault::begins_at_the_call) {
            let mut cx = Context::from_waker(Waker::noop());
            early = match job.borrow_mut().as_mut().poll(&mut cx) {
                Poll::Ready(value) => Some(value),
                Poll::Pending => None,
            };
        }
        let own = self.clone();
        let job = poll_fn(move |cx| {
            if let Some(value) = early.take() {
                return Poll::Ready(value);
            }
            let mut job = job.borrow_mut();
            let run = AssertUnwindSafe(|| own.poll(job.as_mut(), cx, &odd));
            let polled = catch_unwind(run).unwrap_or_else(|panic| {
                if own.has(Fault::panic_escapes) {
                    own.mini.call_soon(|| resume_unwind(panic));
                    return Poll::Pending;
                }
                resume_unwind(panic)
            });
            if polled.is_ready() {
                own.shared.n_alive.set(own.shared.n_alive.get() - 1);
            }
            polled
        });
        let task = self.mini.spawn(job);
        let is_cancelled = Cell::new(false);
        OddTask { task, n_polls: 0, first: None, is_cancelled }
    }

    async fn sleep(&self, delay: Duration) {
        if self.has(Fault::sleep_of_zero_is_ready_at_once) && delay.is_zero() {
            return;
        }
        let mut sleep = pin!(self.mini.sleep(self.distorted(delay)));
        let mut first = None;
        poll_fn(|cx| {
            if self.has(Fault::any_poll_ends_a_sleep) && first.is_some() {
                return Poll::Ready(());
            }
            let first = first.get_or_insert_with(|| cx.waker().clone());
            if self.has(Fault::sleep_keeps_its_first_waker) {
                return sleep.as_mut().poll(&mut Context::from_waker(first));
            }
            sleep.as_mut().poll(cx)
        })
        .await;
    }

    async fn yield_now(&self) {
        if !self.has(Fault::never_yields) {
            self.mini.yield_now().await;
        }
    }
}

impl<const FAULT: usize> TellsStalls for Faulty<FAULT> {}
