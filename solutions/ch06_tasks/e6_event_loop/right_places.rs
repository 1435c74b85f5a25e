//! Another right design: the line is a channel of keys. A key is a place and a
//! generation, so that a place can be used again and an old key finds nothing;
//! and a callback is a task that never waits.

use std::{
    cell::{Cell, RefCell},
    cmp::Reverse,
    collections::BinaryHeap,
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::Pin,
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::AcqRel},
        mpsc::{Receiver, Sender, channel},
    },
    task::{Context, Poll, Wake, Waker},
    thread,
    time::Duration,
};

#[derive(Debug)]
pub struct Stalled;

type Job = Pin<Box<dyn Future<Output = ()>>>;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    generation: u64,
    place: usize,
}

struct Ticket {
    key: Key,
    is_in_line: AtomicBool,
    line: Sender<Key>,
}

impl Wake for Ticket {
    fn wake(self: Arc<Self>) {
        if !self.is_in_line.swap(true, AcqRel) {
            // Nobody reads it when the loop has gone.
            let _ = self.line.send(self.key);
        }
    }
}

struct Place {
    ticket: Arc<Ticket>,
    /// None while it is polled.
    job: Option<Job>,
}

struct Shared {
    line: (Sender<Key>, Receiver<Key>),
    places: RefCell<Vec<Option<Place>>>,
    n_jobs: Cell<u64>,
    timers: RefCell<BinaryHeap<Reverse<(Duration, Key)>>>,
    now: Cell<Duration>,
}

impl Shared {
    fn keep(&self, job: Job) -> Arc<Ticket> {
        let mut places = self.places.borrow_mut();
        let free = places.iter().position(Option::is_none);
        let place = free.unwrap_or(places.len());
        if free.is_none() {
            places.push(None);
        }
        let generation = self.n_jobs.replace(self.n_jobs.get() + 1);
        let ticket = Arc::new(Ticket {
            key: Key { generation, place },
            is_in_line: AtomicBool::new(false),
            line: self.line.0.clone(),
        });
        places[place] = Some(Place { ticket: ticket.clone(), job: Some(job) });
        ticket
    }

    /// Does something to the place, if the key's job is still there.
    fn with<T>(
        &self,
        key: Key,
        act: impl FnOnce(&mut Option<Place>) -> T,
    ) -> Option<T> {
        let mut places = self.places.borrow_mut();
        let place = places.get_mut(key.place)?;
        let is_there = place.as_ref().is_some_and(|p| p.ticket.key == key);
        is_there.then(|| act(place))
    }

    fn free(&self, key: Key) {
        let place = self.with(key, Option::take);
        // With nothing borrowed: a destructor may call the loop.
        drop(place);
    }

    fn step(&self, key: Key) {
        let taken = self.with(key, |place| {
            let place = place.as_mut()?;
            Some((place.job.take()?, place.ticket.clone()))
        });
        let Some(Some((mut job, ticket))) = taken else { return };
        ticket.is_in_line.swap(false, AcqRel);
        let waker = Waker::from(ticket);
        if job.as_mut().poll(&mut Context::from_waker(&waker)).is_ready() {
            drop(job);
            self.free(key);
            return;
        }
        self.with(key, |place| {
            if let Some(place) = place {
                place.job = Some(job);
            }
        });
    }

    fn turn(&self) -> Result<(), Stalled> {
        let mut line: Vec<Key> = self.line.1.try_iter().collect();
        let mut timers = self.timers.borrow_mut();
        if line.is_empty() {
            let Reverse((when, _)) = timers.peek().ok_or(Stalled)?;
            self.now.set(self.now.get().max(*when));
        }
        while let Some(Reverse((when, key))) = timers.peek()
            && *when <= self.now.get()
        {
            line.push(*key);
            timers.pop();
        }
        drop(timers);
        line.into_iter().for_each(|key| self.step(key));
        Ok(())
    }
}

pub struct Handle(Rc<Shared>, Key);

impl Handle {
    pub fn cancel(&self) {
        self.0.free(self.1);
    }
}

enum State<T> {
    Waiting(Option<Waker>),
    Ended(Option<thread::Result<T>>),
}

pub struct JoinHandle<T>(Rc<RefCell<State<T>>>);

impl<T> Future for JoinHandle<T> {
    type Output = thread::Result<T>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *self.0.borrow_mut() {
            State::Waiting(waker) => {
                *waker = Some(cx.waker().clone());
                Poll::Pending
            }
            State::Ended(result) => {
                Poll::Ready(result.take().expect("polled after Ready"))
            }
        }
    }
}

#[derive(Clone)]
pub struct EventLoop(Rc<Shared>);

impl EventLoop {
    pub fn new() -> Self {
        Self(Rc::new(Shared {
            line: channel(),
            places: RefCell::default(),
            n_jobs: Cell::default(),
            timers: RefCell::default(),
            now: Cell::default(),
        }))
    }

    pub fn time(&self) -> Duration {
        self.0.now.get()
    }

    pub fn call_soon(&self, callback: impl FnOnce() + 'static) -> Handle {
        let ticket = self.0.keep(Box::pin(async { callback() }));
        let key = ticket.key;
        ticket.wake();
        Handle(self.0.clone(), key)
    }

    pub fn call_later(
        &self,
        delay: Duration,
        callback: impl FnOnce() + 'static,
    ) -> Handle {
        let key = self.0.keep(Box::pin(async { callback() })).key;
        let timer = Reverse((self.time() + delay, key));
        self.0.timers.borrow_mut().push(timer);
        Handle(self.0.clone(), key)
    }

    pub fn spawn<F>(&self, job: F) -> JoinHandle<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        let state = Rc::new(RefCell::new(State::Waiting(None)));
        let kept = state.clone();
        let task = async move {
            let mut job = Box::pin(job);
            let result = poll_fn(|cx| {
                let poll = AssertUnwindSafe(|| job.as_mut().poll(cx));
                match catch_unwind(poll) {
                    Ok(polled) => polled.map(Ok),
                    Err(panic) => Poll::Ready(Err(panic)),
                }
            })
            .await;
            drop(job);
            let before = kept.replace(State::Ended(Some(result)));
            if let State::Waiting(Some(waker)) = before {
                waker.wake();
            }
        };
        self.0.keep(Box::pin(task)).wake();
        JoinHandle(state)
    }

    pub async fn sleep(&self, delay: Duration) {
        if delay.is_zero() {
            return self.yield_now().await;
        }
        let end = self.time() + delay;
        let waker = Rc::new(RefCell::new(None::<Waker>));
        let woken = waker.clone();
        self.call_later(delay, move || {
            let waker = woken.take();
            waker.into_iter().for_each(Waker::wake);
        });
        // The clock decides, and not who has woken it.
        poll_fn(|cx| {
            if self.time() >= end {
                return Poll::Ready(());
            }
            waker.replace(Some(cx.waker().clone()));
            Poll::Pending
        })
        .await;
    }

    pub async fn yield_now(&self) {
        let mut answers = [Poll::Pending, Poll::Ready(())].into_iter();
        poll_fn(|cx| {
            cx.waker().wake_by_ref();
            answers.next().expect("a third poll never comes")
        })
        .await;
    }

    pub fn run_until_complete<F>(&self, future: F) -> Result<F::Output, Stalled>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        let main = self.spawn(future);
        loop {
            self.0.turn()?;
            if let State::Ended(result) = &mut *main.0.borrow_mut() {
                let result = result.take().expect("nobody else awaits it");
                return Ok(result.unwrap_or_else(|p| resume_unwind(p)));
            }
        }
    }
}
