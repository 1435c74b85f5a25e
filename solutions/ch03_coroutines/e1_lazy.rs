//! Tea in three steps, none of which runs before somebody waits for it.
//!
//!     let tea = prepare(log, kettle);    // the log is empty
//!     tea.await                          // what the kettle gave
//!     // the log: "filled", and once the kettle is Ready, "poured"
//!
//! - The call starts nothing: the log stays empty and the kettle cold.
//! - The first poll writes "filled", and no later poll writes it again.
//! - "poured" is written once the kettle is Ready; its number comes out.
//! - It is Pending while the kettle is, and not once more. Meanwhile others
//!   read the log.
//!
//! Keep what goes in and what comes out. The stub has two places for code:
//! when does each of them run?

use std::{cell::RefCell, rc::Rc};

/// What was done, in order: `log.borrow_mut().push("filled")`.
pub type Log = Rc<RefCell<Vec<&'static str>>>;

/// Fills the kettle, waits for it, pours; gives what the kettle gave.
pub async fn prepare(log: Log, kettle: impl Future<Output = u32>) -> u32 {
    log.borrow_mut().push("filled");
    let tea = kettle.await;
    log.borrow_mut().push("poured");
    tea
}
// The trap: a line above an async block. A function that returns a future is
// a plain function, so that line runs at the call; only what stands inside
// the block waits. In an `async fn` the whole body is such a block.
//
// Refused: a closure that is called at each poll and remembers how far it is.
// It works, but it keeps by hand what the compiler keeps here.
