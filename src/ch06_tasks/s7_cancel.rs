//! When does a cancelled task go, and what does it leave?

use std::time::Duration;

use miniloop::{EventLoop, sleep, spawn};

// ANCHOR: worker
/// Something that must be given back.
struct Lock;

impl Drop for Lock {
    fn drop(&mut self) {
        println!("worker: gives the lock back");
    }
}

async fn worker(days: u64) -> u64 {
    let _lock = Lock;
    sleep(Duration::from_secs(days * 86_400)).await;
    println!("worker: worked {days} days");
    days
}
// ANCHOR_END: worker

// ANCHOR: cancel
async fn caller() {
    let task = spawn(worker(1000));
    sleep(Duration::from_secs(1)).await;
    task.cancel();
    println!("caller: cancels; it is over: {}", task.is_finished());
    println!("caller: {:?}", task.await);

    let task = spawn(worker(0));
    sleep(Duration::from_secs(1)).await;
    task.cancel();
    println!("caller: {:?}", task.await);
}
// ANCHOR_END: cancel

pub fn main() {
    let event_loop = EventLoop::with_virtual_clock();
    event_loop.run_until_complete(caller()).expect("nobody waits in vain");
    println!("after {:?}", event_loop.time());
}

#[cfg(test)]
mod tests {
    use miniloop::{JoinError, yield_now};

    use super::*;

    #[test]
    fn it_goes_in_the_turn_after_the_call() {
        let event_loop = EventLoop::with_virtual_clock();
        let joined = event_loop
            .run_until_complete(async {
                let task = spawn(worker(1000));
                yield_now().await;
                task.cancel();
                assert!(!task.is_finished(), "it was dropped within `cancel`");
                yield_now().await;
                assert!(task.is_finished(), "it had a turn and lives on");
                task.await
            })
            .unwrap();
        assert!(matches!(joined, Err(JoinError::Cancelled)));
        assert_eq!(event_loop.time(), Duration::ZERO);
    }
}
