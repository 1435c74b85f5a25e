//! Threads: which ones this process has, and when the others have come to
//! rest.

use std::{
    collections::HashMap,
    ffi::OsString,
    fs, thread,
    time::{Duration, Instant},
};

/// How often one looks whether the others rest before one gives up.
const LOOKS: usize = 400;

/// How many looks in a row must find them at rest.
const STILL: usize = 3;

/// How many looks in a row must find one at rest who may be up again soon.
const LONG_STILL: usize = 30;

/// Who runs so long between two sleeps turns in circles.
const ON_END: Duration = Duration::from_millis(5);

/// How long one waits between two looks.
const PAUSE: Duration = Duration::from_millis(1);

/// A thread of this process, as the system shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thread {
    /// The system's number for it.
    pub number: OsString,
    /// R for one that runs or waits for a processor, S for one that waits for
    /// somebody to wake it; none for one that has just ended.
    pub state: Option<char>,
    /// How long it has run on a processor.
    pub ran: Duration,
}

/// All threads of this process, where the system tells; elsewhere none.
///
/// # Examples
/// ```
/// if cfg!(target_os = "linux") {
///     assert!(kit::threads().iter().any(|thread| thread.state == Some('R')));
/// }
/// ```
pub fn threads() -> Vec<Thread> {
    let all = fs::read_dir("/proc/self/task").into_iter().flatten();
    let seen = all.flatten().map(|thread| {
        let read = |file| fs::read_to_string(thread.path().join(file));
        let stat = read("stat").unwrap_or_default();
        let state = stat.rsplit_once(") ").and_then(|s| s.1.chars().next());
        let ran = read("schedstat").unwrap_or_default();
        let ran = ran.split(' ').next().and_then(|ns| ns.parse().ok());
        let ran = Duration::from_nanos(ran.unwrap_or(0));
        Thread { number: thread.file_name(), state, ran }
    });
    seen.collect()
}

/// Waits until every other thread of this process sleeps: whoever is to be
/// surprised in a wait is in it by then, on a machine under load too.
///
/// Gives up after a while, for a thread may never sleep. Where the system
/// doesn't tell, it waits a few milliseconds and hopes.
///
/// # Examples
/// ```
/// use std::{sync::mpsc, thread};
///
/// let (send, receive) = mpsc::channel();
/// let waiter = thread::spawn(move || receive.recv());
/// kit::let_threads_rest();
/// send.send("it was asleep when this came").unwrap();
/// assert!(waiter.join().unwrap().is_ok());
/// ```
pub fn let_threads_rest() {
    let me = fs::read_link("/proc/thread-self").unwrap_or_default();
    let rests = |thread: Thread| {
        me.file_name() == Some(&thread.number)
            || matches!(thread.state, None | Some('S'))
    };
    let mut n_still = 0;
    for _ in 0..LOOKS {
        thread::park_timeout(PAUSE);
        let all_rest = threads().into_iter().all(rests);
        n_still = if all_rest { n_still + 1 } else { 0 };
        if n_still == STILL {
            return;
        }
    }
}

/// Waits until all threads sleep that are not among `earlier`, and stay asleep
/// for a while.
///
/// No time that passes decides: a thread that turns in circles runs or waits
/// for a processor whenever it is looked at, and runs on.
///
/// # Errors
/// How long one ran that did not sleep for 5 ms of its own time; none if the
/// deadline came first.
///
/// # Examples
/// ```
/// use std::{sync::mpsc, thread, time::{Duration, Instant}};
///
/// let earlier = kit::threads();
/// let (send, receive) = mpsc::channel::<()>();
/// thread::spawn(move || receive.recv());
/// let deadline = Instant::now() + Duration::from_secs(60);
/// assert_eq!(kit::threads_rest_before(deadline, &earlier), Ok(()));
/// drop(send);
/// ```
pub fn threads_rest_before(
    deadline: Instant,
    earlier: &[Thread],
) -> Result<(), Option<Duration>> {
    let is_new = |one: &Thread| earlier.iter().all(|e| e.number != one.number);
    let (mut n_still, mut slept_at) = (0, HashMap::new());
    while n_still < LONG_STILL {
        if Instant::now() >= deadline {
            return Err(None);
        }
        thread::park_timeout(PAUSE);
        n_still += 1;
        for Thread { number, state, ran } in
            threads().into_iter().filter(is_new)
        {
            let before = slept_at.entry(number).or_insert(Duration::ZERO);
            if state != Some('R') {
                *before = ran;
                continue;
            }
            n_still = 0;
            let on_end = ran.saturating_sub(*before);
            if on_end >= ON_END {
                return Err(Some(on_end));
            }
        }
    }
    Ok(())
}
