//! What a task leaves behind, and who hears of it.

use std::{num::ParseIntError, time::Duration};

use miniloop::{EventLoop, sleep, spawn};

// ANCHOR: tasks
async fn divide(a: u32, b: u32) -> u32 {
    assert!(b != 0, "{a} by nothing");
    a / b
}

async fn parse(text: &str) -> Result<u32, ParseIntError> {
    text.parse()
}

async fn caller() {
    let half = spawn(divide(6, 2));
    let none = spawn(divide(6, 0));
    // Nobody joins it: its error is dropped with its handle.
    drop(spawn(parse("six")));
    sleep(Duration::from_secs(1)).await;
    println!("all are over: {}", half.is_finished() && none.is_finished());
    println!("half: {:?}", half.await);
    match none.await {
        Ok(value) => println!("none: {value}"),
        Err(error) => println!("none: {error}"),
    }
}
// ANCHOR_END: tasks

pub fn main() {
    let event_loop = EventLoop::with_virtual_clock();
    event_loop.run_until_complete(caller()).expect("nobody waits in vain");
}

#[cfg(test)]
mod tests {
    use miniloop::JoinError;

    use super::*;

    #[test]
    fn result_and_panic_wait_for_whoever_awaits_them() {
        let event_loop = EventLoop::with_virtual_clock();
        let (value, panic) = event_loop
            .run_until_complete(async {
                let tasks = (spawn(divide(6, 2)), spawn(divide(6, 0)));
                sleep(Duration::from_secs(1)).await;
                (tasks.0.await, tasks.1.await)
            })
            .unwrap();
        assert_eq!(value.unwrap(), 3);
        assert!(matches!(panic, Err(JoinError::Panicked(_))));
    }

    #[test]
    fn an_error_is_a_value_like_any_other() {
        let event_loop = EventLoop::with_virtual_clock();
        let joined = event_loop
            .run_until_complete(async { spawn(parse("six")).await })
            .unwrap();
        assert!(joined.unwrap().is_err());
    }
}
