//! Three callbacks, and a loop that runs them until somebody says stop.

use miniloop::EventLoop;

// ANCHOR: callbacks
fn hello() {
    println!("hello");
    EventLoop::current().call_soon(again);
}

fn again() {
    println!("again");
}

fn stop() {
    println!("stop");
    EventLoop::current().stop();
}

fn world() {
    println!("world");
}
// ANCHOR_END: callbacks

// ANCHOR: main
pub fn main() {
    let event_loop = EventLoop::new();
    event_loop.call_soon(hello);
    event_loop.call_soon(stop);
    event_loop.call_soon(world);
    println!("main: runs the loop");
    event_loop.run_forever().expect("somebody stops it");
    println!("main: closes it");
    event_loop.close();
}
// ANCHOR_END: main

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, rc::Rc};

    use super::*;

    #[test]
    fn a_stop_ends_the_turn_and_no_callback_in_it() {
        let event_loop = EventLoop::new();
        let ran = Rc::new(RefCell::new(Vec::new()));
        let log = |name| {
            let ran = ran.clone();
            move || ran.borrow_mut().push(name)
        };
        let again = log("again");
        event_loop.call_soon(move || {
            EventLoop::current().call_soon(again);
        });
        event_loop.call_soon(stop);
        event_loop.call_soon(log("world"));
        assert_eq!(*ran.borrow(), [""; 0], "call_soon called at once");
        event_loop.run_forever().unwrap();
        assert_eq!(*ran.borrow(), ["world"]);
        event_loop.close();
        assert_eq!(event_loop.run_forever().ok(), None, "close left some");
    }
}
