//! Tasks for an event loop that knows callbacks only.
//!
//! A task is a callback that polls a future, and its waker schedules that
//! callback once more. So asyncio builds its tasks, step for step: whoever
//! compares the order of lines with asyncio's needs these.

use std::{
    cell::RefCell,
    future::poll_fn,
    mem,
    pin::Pin,
    rc::Rc,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
};

/// What a task needs of its loop.
pub trait CallSoon: 'static {
    /// Lines a callback up.
    fn call_soon(&self, callback: Box<dyn FnOnce()>);
}

/// What it runs on, and its future until that is done.
struct Task {
    event_loop: Box<dyn CallSoon>,
    future: RefCell<Option<Pin<Box<dyn Future<Output = ()>>>>>,
}

thread_local! {
    /// All tasks of this thread. A waker must be `Send` and no task is, so
    /// that each has a number.
    static TASKS: RefCell<Vec<Rc<Task>>> = const { RefCell::new(Vec::new()) };
}

/// Wakes the task of this number, on its own thread.
struct Wakes(usize);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        schedule(self.0);
    }
}

/// Lines the first step of a task up; the answer is what its future gives.
///
/// Nobody needs to keep the answer. Wake the task on this thread only.
///
/// # Examples
/// ```
/// use std::{cell::RefCell, collections::VecDeque, rc::Rc};
///
/// #[derive(Clone, Default)]
/// struct Loop(Rc<RefCell<VecDeque<Box<dyn FnOnce()>>>>);
///
/// impl kit::CallSoon for Loop {
///     fn call_soon(&self, callback: Box<dyn FnOnce()>) {
///         self.0.borrow_mut().push_back(callback);
///     }
/// }
///
/// let queue = Loop::default();
/// let two = kit::create_task(queue.clone(), async { 2 });
/// let twice = async move { 2 * two.get().await };
/// let four = kit::create_task(queue.clone(), twice);
/// let pop = || queue.0.borrow_mut().pop_front();
/// while let Some(callback) = pop() {
///     callback();
/// }
/// assert_eq!(four.now(), Some(4));
/// ```
pub fn create_task<T: Clone + 'static>(
    event_loop: impl CallSoon,
    future: impl Future<Output = T> + 'static,
) -> Answer<T> {
    let answer = Answer::new();
    let result = answer.clone();
    let future = Box::pin(async move { result.set(future.await) });
    let event_loop = Box::new(event_loop);
    let task = Task { event_loop, future: RefCell::new(Some(future)) };
    let number = TASKS.with_borrow_mut(|tasks| {
        tasks.push(Rc::new(task));
        tasks.len() - 1
    });
    schedule(number);
    answer
}

fn task(number: usize) -> Rc<Task> {
    TASKS.with_borrow(|tasks| tasks[number].clone())
}

fn schedule(number: usize) {
    let step = move || step(&task(number), number);
    task(number).event_loop.call_soon(Box::new(step));
}

/// Polls the task once, with nothing borrowed.
fn step(task: &Task, number: usize) {
    // It is empty once the future is done.
    let Some(mut future) = task.future.take() else { return };
    let waker = Waker::from(Arc::new(Wakes(number)));
    if future.as_mut().poll(&mut Context::from_waker(&waker)).is_pending() {
        task.future.replace(Some(future));
    }
}

/// A result that comes once and can be awaited often, as asyncio's `Future`.
///
/// Clones are the same answer.
///
/// # Examples
/// ```
/// let answer = kit::Answer::new();
/// let sets = answer.clone();
/// let both = async { (answer.get().await, answer.get().await) };
/// let run = kit::Strict::new().event(move || sets.set(7)).run(both);
/// assert_eq!(run.outcome, Ok((7, 7)));
/// ```
#[derive(Debug)]
pub struct Answer<T>(Rc<RefCell<State<T>>>);

#[derive(Debug)]
struct State<T> {
    result: Option<T>,
    /// Of those who wait, in the order in which they came.
    wakers: Vec<Waker>,
}

impl<T> Clone for Answer<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Default for Answer<T> {
    fn default() -> Self {
        let state = State { result: None, wakers: Vec::new() };
        Self(Rc::new(RefCell::new(state)))
    }
}

impl<T: Clone> Answer<T> {
    /// An answer that has not come.
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives the result, and wakes those who wait in the order in which they
    /// came.
    pub fn set(&self, result: T) {
        let mut state = self.0.borrow_mut();
        state.result = Some(result);
        let wakers = mem::take(&mut state.wakers);
        drop(state);
        wakers.into_iter().for_each(Waker::wake);
    }

    /// The result, if it has come.
    pub fn now(&self) -> Option<T> {
        self.0.borrow().result.clone()
    }

    /// Waits for the result.
    pub async fn get(&self) -> T {
        poll_fn(|cx| match self.now() {
            Some(result) => Poll::Ready(result),
            None => {
                self.0.borrow_mut().wakers.push(cx.waker().clone());
                Poll::Pending
            }
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::VecDeque;

    type Callbacks = VecDeque<Box<dyn FnOnce()>>;

    /// A loop without timers.
    #[derive(Clone, Default)]
    struct Line(Rc<RefCell<Callbacks>>);

    impl CallSoon for Line {
        fn call_soon(&self, callback: Box<dyn FnOnce()>) {
            self.0.borrow_mut().push_back(callback);
        }
    }

    impl Line {
        /// How many callbacks ran until none was left.
        fn run(&self) -> usize {
            let pop = || self.0.borrow_mut().pop_front();
            std::iter::from_fn(pop).map(|callback| callback()).count()
        }
    }

    #[test]
    fn a_task_takes_one_step_to_begin_and_one_for_each_wake() {
        let (line, answer) = (Line::default(), Answer::new());
        let waits = answer.clone();
        let task = create_task(line.clone(), async move { waits.get().await });
        assert_eq!((line.run(), task.now()), (1, None));
        answer.set(7);
        assert_eq!(task.now(), None, "a wake only lines up");
        assert_eq!((line.run(), task.now()), (1, Some(7)));
    }

    #[test]
    fn who_waited_first_is_woken_first() {
        let (line, answer) = (Line::default(), Answer::new());
        let order = Rc::new(RefCell::new(Vec::new()));
        for name in ["a", "b"] {
            let (waits, order) = (answer.clone(), order.clone());
            create_task(line.clone(), async move {
                waits.get().await;
                order.borrow_mut().push(name);
            });
        }
        line.run();
        answer.set(());
        line.run();
        assert_eq!(order.take(), ["a", "b"]);
    }
}
