//! A caller that sleeps until it is woken: two polls for one letter.

use std::{
    future::poll_fn,
    pin::pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Wake, Waker},
    thread::{self, ScopedJoinHandle, Thread},
};

use timeline::task;

// ANCHOR: inbox
/// The letter, once it is there, and the waker of who waits for it.
#[derive(Default)]
struct Inbox(Mutex<(Option<u32>, Option<Waker>)>);

impl Inbox {
    /// Waits until a letter lies here, and takes it out.
    fn letter(&self) -> impl Future<Output = u32> {
        poll_fn(|context| {
            let (letter, waiting) = &mut *self.0.lock().expect("no panic");
            *waiting = Some(context.waker().clone());
            letter.take().map_or(Poll::Pending, Poll::Ready)
        })
    }

    fn deliver(&self, letter: u32) {
        let mut inbox = self.0.lock().expect("no panic");
        let (_, waiting) = std::mem::replace(&mut *inbox, (Some(letter), None));
        drop(inbox);
        waiting.into_iter().for_each(Waker::wake);
    }
}
// ANCHOR_END: inbox

// ANCHOR: block_on
/// Wakes a thread.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Runs a future to its end; the thread sleeps while it is pending.
fn block_on<T>(future: impl Future<Output = T>, mut pause: impl FnMut()) -> T {
    let _lane = timeline::lane("block_on");
    let mut future = pin!(future);
    let waker = Arc::new(Unpark(thread::current())).into();
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
        pause();
        thread::park();
    }
}
// ANCHOR_END: block_on

// ANCHOR: main
/// Sends the postman after the first poll; the letter, and the polls it took.
fn fetch(meanwhile: fn(ScopedJoinHandle<()>)) -> (u32, u32) {
    let inbox = Inbox::default();
    let mut polls = 1;
    let letter = thread::scope(|scope| {
        block_on(task("letter", inbox.letter()), || {
            polls += 1;
            meanwhile(scope.spawn(|| inbox.deliver(7)));
        })
    });
    (letter, polls)
}

pub fn main() {
    println!("letter and polls: {:?}", fetch(|postman| drop(postman)));
    let early = fetch(|postman| postman.join().expect("no panic"));
    println!("delivered before we slept: {early:?}");
}
// ANCHOR_END: main

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_polls_are_enough_whenever_the_letter_comes() {
        assert_eq!(fetch(|postman| drop(postman)), (7, 2));
        assert_eq!(fetch(|postman| postman.join().unwrap()), (7, 2));
    }

    #[test]
    fn a_wake_while_it_is_polled_is_not_lost() {
        let mut polls = 0;
        let second_time = poll_fn(|context| {
            polls += 1;
            context.waker().wake_by_ref();
            if polls < 2 { Poll::Pending } else { Poll::Ready(polls) }
        });
        assert_eq!(block_on(second_time, || {}), 2);
    }
}
