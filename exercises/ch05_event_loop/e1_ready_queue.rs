//! The heart of an event loop: callbacks in a queue, served turn by turn.
//!
//!     let again = event_loop.clone();
//!     event_loop.call_soon(move || again.call_soon(|| print("c")));
//!     event_loop.call_soon(|| print("b"));
//!     event_loop.run_once();    // prints b; c is for the next turn
//!
//! - `call_soon` runs nothing. First come, first served.
//! - `run_once` is one turn: it runs what was there when it began.
//! - `run_forever` goes from turn to turn until nothing is left to run, or
//!   until the turn in which `stop` was called has ended.
//! - `stop` loses nothing: what waits runs at the next `run_forever`.
//!
//! Clones are the same loop, and callbacks call its `call_soon` and `stop`.

/// What the loop runs, once.
pub type Callback = Box<dyn FnOnce()>;

/// Runs callbacks, one at a time.
#[derive(Clone)]
pub struct EventLoop {
    // What do all clones share, and what holds it?
}

impl EventLoop {
    /// A loop with nothing to run.
    pub fn new() -> Self {
        todo!("make what the clones share")
    }

    /// Lines a callback up.
    pub fn call_soon(&self, callback: impl FnOnce() + 'static) {
        let _callback: Callback = Box::new(callback);
        todo!("put it at the end")
    }

    /// Lets `run_forever` return after this turn.
    pub fn stop(&self) {
        todo!("leave word for `run_forever`")
    }

    /// Runs one turn.
    pub fn run_once(&self) {
        todo!("run those that are in line now")
    }

    /// Runs until `stop`, or until nothing is left.
    pub fn run_forever(&self) {
        todo!("turn after turn")
    }
}
