//! A handle calls a callback off, as long as it has not run.

use std::time::Duration;

use miniloop::{EventLoop, Handle};

const HOUR: Duration = Duration::from_hours(1);

/// What a callback holds.
struct Letter;

impl Drop for Letter {
    fn drop(&mut self) {
        println!("the letter is gone");
    }
}

fn send(letter: Letter) -> impl FnOnce() {
    move || {
        println!("send");
        drop(letter);
    }
}

fn greet() {
    println!("greet");
}

fn part() {
    println!("part");
}

// ANCHOR: main
fn call_off(handles: [Handle; 3]) -> impl FnOnce() {
    move || {
        println!("call off");
        for handle in handles {
            handle.cancel();
            handle.cancel();
        }
        EventLoop::current().stop();
    }
}

pub fn main() {
    let event_loop = EventLoop::with_virtual_clock();
    let greet = event_loop.call_soon(greet);
    let part = event_loop.call_later(Duration::ZERO, part);
    let send = event_loop.call_later(HOUR, send(Letter));
    event_loop.call_soon(call_off([greet, part, send]));
    event_loop.run_forever().expect("it is stopped");
    println!("stopped");
}
// ANCHOR_END: main

#[cfg(test)]
mod tests {
    use std::{cell::Cell, rc::Rc};

    use super::*;

    #[test]
    fn what_has_run_is_not_canceled_any_more() {
        let event_loop = EventLoop::new();
        let early = event_loop.call_soon(|| EventLoop::current().stop());
        let late = event_loop.call_soon(|| {});
        late.cancel();
        event_loop.run_forever().unwrap();
        early.cancel();
        assert!(!early.is_cancelled());
        assert!(late.is_cancelled());
    }

    #[test]
    fn nobody_waits_for_a_timer_that_was_called_off() {
        let event_loop = EventLoop::with_virtual_clock();
        let held = Rc::new(Cell::new(false));
        let holds = held.clone();
        event_loop.call_later(HOUR, move || holds.set(true)).cancel();
        assert_eq!(Rc::strong_count(&held), 1, "it holds on to something");
        event_loop.run_forever().unwrap_err();
        assert_eq!(event_loop.time(), Duration::ZERO);
        assert!(!held.get());
    }
}
