//! A caller that asks again and again until a thread has delivered.

use std::{
    future::poll_fn,
    pin::pin,
    sync::{Mutex, mpsc},
    task::{Context, Poll, Waker},
    thread,
};

/// Empty, or with one letter in it.
type Inbox = Mutex<Option<u32>>;

/// Waits until a letter lies in the inbox, and takes it out.
async fn letter(inbox: &Inbox) -> u32 {
    poll_fn(|_| match inbox.lock().expect("no panic").take() {
        Some(letter) => Poll::Ready(letter),
        None => Poll::Pending,
    })
    .await
}

// ANCHOR: block_on
/// Polls until the future is ready; `pause` hears how often it was in vain.
fn block_on<T>(
    future: impl Future<Output = T>,
    mut pause: impl FnMut(u64),
) -> T {
    let _lane = timeline::lane("block_on");
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    for polls in 1.. {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
        pause(polls);
    }
    unreachable!("nobody polls so often")
}
// ANCHOR_END: block_on

// ANCHOR: main
/// The postman sets off after so many polls; the letter, and what he heard.
fn wait_for_a_letter(setting_off: u64) -> (u32, u64) {
    let inbox = &Inbox::default();
    let (go, gone) = mpsc::channel();
    thread::scope(|scope| {
        let postman = scope.spawn(move || {
            let polls = gone.recv().expect("the caller sends him");
            *inbox.lock().expect("no panic") = Some(7);
            polls
        });
        let letter = block_on(letter(inbox), |polls| {
            if polls == setting_off {
                go.send(polls).expect("the postman waits");
            }
        });
        (letter, postman.join().expect("no panic"))
    })
}

pub fn main() {
    let (letter, polls) = wait_for_a_letter(1_000_000);
    println!("polled before the postman set off: {polls} times");
    println!("the letter: {letter}");
}
// ANCHOR_END: main

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_poll_before_the_letter_is_in_vain() {
        let mut in_vain = Vec::new();
        let inbox = Inbox::default();
        let got = block_on(letter(&inbox), |polls| {
            in_vain.push(polls);
            if polls == 3 {
                *inbox.lock().unwrap() = Some(7);
            }
        });
        assert_eq!((got, in_vain), (7, vec![1, 2, 3]));
        assert_eq!(wait_for_a_letter(1000), (7, 1000));
    }
}
