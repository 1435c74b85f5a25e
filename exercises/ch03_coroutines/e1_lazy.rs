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
pub fn prepare(
    log: Log,
    kettle: impl Future<Output = u32>,
) -> impl Future<Output = u32> {
    // Here ...
    let given = (log, kettle);
    async move {
        // ... or here?
        let (_log, _kettle) = given;
        todo!("fill, wait for the kettle, pour")
    }
}
