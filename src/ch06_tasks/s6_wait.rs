//! Who is done, and who is pending? A wait for the first of many tasks.

use std::{future::poll_fn, pin::Pin, task::Poll, time::Duration};

use miniloop::{EventLoop, JoinHandle, sleep, spawn};

// ANCHOR: wait
/// Waits until one task at least is over; gives those that are, then those
/// that are not. For no tasks it would wait for ever.
async fn wait<T>(
    mut tasks: Vec<JoinHandle<T>>,
) -> (Vec<JoinHandle<T>>, Vec<JoinHandle<T>>) {
    poll_fn(|cx| {
        if tasks.iter().any(JoinHandle::is_finished) {
            return Poll::Ready(());
        }
        for task in &mut tasks {
            // It is pending, and keeps our waker; a result would be lost.
            let _ = Pin::new(task).poll(cx);
        }
        Poll::Pending
    })
    .await;
    tasks.into_iter().partition(JoinHandle::is_finished)
}
// ANCHOR_END: wait

// ANCHOR: main
async fn factorial(number: u32) -> u32 {
    sleep(Duration::from_secs(u64::from(number))).await;
    (1..=number).product()
}

async fn caller() {
    let mut pending: Vec<_> =
        [4, 2, 3].map(|number| spawn(factorial(number))).into();
    while !pending.is_empty() {
        let done;
        (done, pending) = wait(pending).await;
        for task in done {
            let result = task.await.expect("it doesn't panic");
            println!("done: {result}, pending: {}", pending.len());
        }
    }
}
// ANCHOR_END: main

pub fn main() {
    let event_loop = EventLoop::with_virtual_clock();
    event_loop.run_until_complete(caller()).expect("nobody waits in vain");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_end_together_are_done_together() {
        let event_loop = EventLoop::with_virtual_clock();
        let all =
            async { wait([2, 1, 1].map(|n| spawn(factorial(n))).into()).await };
        let (done, pending) = event_loop.run_until_complete(all).unwrap();
        assert_eq!((done.len(), pending.len()), (2, 1));
        assert_eq!(event_loop.time(), Duration::from_secs(1));
    }
}
