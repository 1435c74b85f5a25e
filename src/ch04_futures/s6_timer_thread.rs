//! A thread that waits in our stead, and wakes us at its deadline.

use std::{
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
    thread,
    time::{Duration, Instant},
};

use timeline::task;

// ANCHOR: alarm
/// What the future and its thread share.
#[derive(Default)]
struct Alarm {
    is_set: bool,
    is_over: bool,
    waker: Option<Waker>,
}

impl Alarm {
    /// Waits until the deadline, and says so.
    fn ring(alarm: &Mutex<Self>, deadline: Instant) {
        loop {
            let rest = deadline.saturating_duration_since(Instant::now());
            if rest.is_zero() {
                break;
            }
            thread::park_timeout(rest); // It may return too early.
        }
        let mut alarm = alarm.lock().expect("no panic");
        alarm.is_over = true;
        let waker = alarm.waker.take();
        drop(alarm);
        waker.into_iter().for_each(Waker::wake);
    }
}
// ANCHOR_END: alarm

// ANCHOR: sleep
/// Ready after this time, counted from the first poll.
struct Sleep(Duration, Arc<Mutex<Alarm>>);

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context) -> Poll<()> {
        let mut alarm = self.1.lock().expect("no panic");
        if alarm.is_over {
            return Poll::Ready(());
        }
        alarm.waker = Some(context.waker().clone());
        if !std::mem::replace(&mut alarm.is_set, true) {
            let (deadline, shared) = (Instant::now() + self.0, self.1.clone());
            // Nobody joins it: it ends at the deadline.
            thread::spawn(move || Alarm::ring(&shared, deadline));
        }
        Poll::Pending
    }
}
// ANCHOR_END: sleep

fn sleep(time: Duration) -> Sleep {
    Sleep(time, Arc::default())
}

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let start = Instant::now();
    let are_over = || start.elapsed() >= Duration::from_millis(20);
    let sleeper = async {
        sleep(Duration::from_millis(20)).await;
        println!("sleeper: awake, 20 ms are over: {}", are_over());
    };
    let other = async { println!("other: runs meanwhile") };
    tokio::join!(biased; task("sleeper", sleeper), task("other", other));
}
// ANCHOR_END: main

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_is_polled_twice_and_never_early() {
        let (start, mut polls) = (Instant::now(), 0);
        let mut sleep = sleep(Duration::from_millis(5));
        std::future::poll_fn(|context| {
            polls += 1;
            Pin::new(&mut sleep).poll(context)
        })
        .await;
        assert!(start.elapsed() >= Duration::from_millis(5));
        assert_eq!(polls, 2);
    }

    #[test]
    fn nothing_is_set_before_the_first_poll() {
        let alarm = sleep(Duration::ZERO).1;
        assert!(!alarm.lock().unwrap().is_set);
    }
}
