//! A run for one future's sake, and what becomes of the others.

use miniloop::{EventLoop, spawn, yield_now};

// ANCHOR: run
struct Farewell;

impl Drop for Farewell {
    fn drop(&mut self) {
        println!("ticker: gone");
    }
}

async fn ticker() {
    let _farewell = Farewell;
    for n in 1.. {
        println!("ticker: {n}");
        yield_now().await;
    }
}

async fn visit() -> u32 {
    spawn(ticker());
    yield_now().await;
    println!("visit: ends");
    7
}

async fn visit_again() -> u32 {
    println!("visit again: ends");
    8
}

pub fn main() {
    let event_loop = EventLoop::new();
    let answer = event_loop.run_until_complete(visit());
    println!("main: {}", answer.expect("nobody stops it"));
    let answer = event_loop.run_until_complete(visit_again());
    println!("main: {}", answer.expect("nobody stops it"));
    event_loop.close();
    println!("main: closed");
}
// ANCHOR_END: run

#[cfg(test)]
mod tests {
    use std::{cell::Cell, future, rc::Rc};

    use miniloop::RunError;

    use super::*;

    #[test]
    fn run_closes_the_loop_behind_its_future() {
        let held = Rc::new(Cell::new(0));
        let holder = held.clone();
        let answer = miniloop::run(async move {
            spawn(async move {
                holder.set(1);
                future::pending::<()>().await;
            });
            yield_now().await;
            7
        });
        assert_eq!(answer, Ok(7));
        assert_eq!(held.get(), 1, "the other task never ran");
        assert_eq!(Rc::strong_count(&held), 1, "the other task is still held");
    }

    #[test]
    fn a_stop_from_elsewhere_is_an_error() {
        let event_loop = EventLoop::new();
        event_loop.call_soon(|| EventLoop::current().stop());
        let never = event_loop.run_until_complete(future::pending::<()>());
        assert_eq!(never, Err(RunError::Stopped));
        event_loop.close();
    }
}
