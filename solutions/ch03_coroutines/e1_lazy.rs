//! Tea in three steps, none of which runs before somebody waits for it.
//!
//!     let tea = prepare(log, kettle);    // the log is empty
//!     tea.await                          // what the kettle gave
//!     // the log: "filled", and once the kettle is Ready, "poured"
//!
//! - The call starts nothing: the log stays empty and the kettle cold.
//! - The first poll writes "filled", and no later poll writes it again.
//! - "poured" is written once the kettle is Ready; its number comes out.
//! - It is Pending while the kettle is, and not once more.
//!
//! Keep the signature. The stub has two places for code: when does each run?

use std::{cell::RefCell, rc::Rc};

/// What was done, in order: `log.borrow_mut().push("filled")`.
pub type Log = Rc<RefCell<Vec<&'static str>>>;

/// Fills the kettle, waits for it, pours; gives what the kettle gave.
#[expect(
    clippy::manual_async_fn,
    reason = "shows where the lines stand that an `async fn` would hold back"
)]
pub fn prepare(
    log: Log,
    kettle: impl Future<Output = u32>,
) -> impl Future<Output = u32> {
    async move {
        log.borrow_mut().push("filled");
        let tea = kettle.await;
        log.borrow_mut().push("poured");
        tea
    }
}
// The trap: a line above the block. `prepare` is a plain function, so that
// line runs at the call; only the block's lines wait for a poll.
//
// Refused: `async fn prepare`. It is this very block, and the lint is right
// to ask for it; but then nothing shows where the waiting begins.
